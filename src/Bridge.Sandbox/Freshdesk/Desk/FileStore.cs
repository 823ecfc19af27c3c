namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>The bytes of all attachments, by id.</summary>
internal sealed class FileStore
{
    /// <summary>All attachments of one ticket together may have this many bytes.</summary>
    public const long TicketLimit = 20 * 1024 * 1024;

    private readonly Dictionary<long, (FreshdeskFile File, byte[] Bytes)> files = [];
    private long lastId = 67_011_873_000;

    public IReadOnlyList<FreshdeskFile> Add(IReadOnlyList<SentFile> sent, DateTimeOffset now)
    {
        var added = new List<FreshdeskFile>(sent.Count);
        foreach (var one in sent)
        {
            var file = new FreshdeskFile(++this.lastId, one.Name, one.ContentType, one.Bytes.LongLength, now);
            this.files.Add(file.Id, (file, one.Bytes));
            added.Add(file);
        }

        return added;
    }

    public (FreshdeskFile File, byte[] Bytes)? Find(long id) =>
        this.files.TryGetValue(id, out var found) ? found : null;

    public bool Remove(long id) => this.files.Remove(id);
}
