using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>
/// Which versions of a ticket or item the bridge knows: all up to the one last read, and exactly those that its own
/// writes made. A human's change between two own writes has a version of its own and so is never taken for an echo.
/// </summary>
public sealed record SeenVersions(long Read, ImmutableArray<long> Own)
{
    private const int Kept = 16;

    public ImmutableArray<long> Own
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = Own.IsDefault ? [] : Own;

    public static SeenVersions None { get; } = new(0, []);

    public bool Knows(long version) => version <= this.Read || this.Own.Contains(version);

    public SeenVersions AfterRead(long version) =>
        version <= this.Read ? this : new(version, [.. this.Own.Where(v => v > version)]);

    public SeenVersions AfterWrite(long version) =>
        this.Own.Contains(version) ? this : this with { Own = [.. this.Own.TakeLast(Kept - 1), version] };
}
