namespace Bridge.Connectors.Jira;

/// <summary>
/// The issues that this connection wrote a short while ago. Cloud's search index lags behind writes; for ids that are
/// named in "reconcileIssues" (at most 50) it looks at the issues themselves. Thread safe.
/// </summary>
internal sealed class JiraRecent(TimeProvider time)
{
    private const int Most = 50;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly LinkedList<(string Id, DateTimeOffset At)> written = new();

    /// <summary>Ids of the newest, oldest first.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (this.gate)
            {
                var from = time.GetUtcNow() - Kept;
                while (this.written.First is { } oldest && oldest.Value.At < from)
                {
                    this.written.RemoveFirst();
                }

                return [.. this.written.Select(w => w.Id)];
            }
        }
    }

    /// <summary>Only numeric ids can be reconciled.</summary>
    public void Add(string id)
    {
        if (id.Length == 0 || !id.All(char.IsAsciiDigit))
        {
            return;
        }

        lock (this.gate)
        {
            for (var node = this.written.First; node is not null; node = node.Next)
            {
                if (node.Value.Id == id)
                {
                    this.written.Remove(node);
                    break;
                }
            }

            this.written.AddLast((id, time.GetUtcNow()));
            if (this.written.Count > Most)
            {
                this.written.RemoveFirst();
            }
        }
    }
}
