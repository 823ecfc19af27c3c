using System.Collections.Immutable;

namespace Bridge.Connectors;

/// <summary>Webhook secrets that others took the place of and that are valid for a while yet. Thread safe.</summary>
internal sealed class EarlierSecrets
{
    private ImmutableList<(string Secret, DateTimeOffset Until)> all = [];

    public void Add(string secret, DateTimeOffset until) =>
        ImmutableInterlocked.Update(ref this.all, (list, one) => list.Add(one), (secret, until));

    public IEnumerable<string> At(DateTimeOffset now) => this.all.Where(e => now < e.Until).Select(e => e.Secret);

    /// <summary>Lets go of what is no longer valid.</summary>
    public void Forget(DateTimeOffset now) =>
        ImmutableInterlocked.Update(ref this.all, (list, at) => list.RemoveAll(e => e.Until <= at), now);
}
