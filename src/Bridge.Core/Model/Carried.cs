using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>What a case remembers of the comments and files that went over. Reads like <see cref="Case"/> from old JSON.</summary>
public sealed record Carried
{
    /// <summary>So many comments are followed when they are edited or deleted: the newest.</summary>
    public const int MostFollowed = 200;

    public static Carried Nothing { get; } = new();

    /// <summary>Comments with their copies, oldest first.</summary>
    public ImmutableArray<Mirror> Mirrors
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Files of others that were carried over or passed over, as "h:ID" and "t:ID".</summary>
    public ImmutableSortedSet<string> SeenFiles
    {
        get;
        init => field = Ordinal.Set(value);
    } = Ordinal.Set(null);

    /// <summary>Files that the bridge made, likewise: never carried back.</summary>
    public ImmutableSortedSet<string> OwnFiles
    {
        get;
        init => field = Ordinal.Set(value);
    } = Ordinal.Set(null);

    /// <summary>Files that could not be carried over, and of which nobody was told yet.</summary>
    public ImmutableArray<LostFile> Lost
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>With one more comment; the oldest are no longer followed when there are too many.</summary>
    public Carried With(Mirror mirror) => this with { Mirrors = [.. this.Mirrors.TakeLast(MostFollowed - 1), mirror] };

    /// <summary>With a comment's mirror as it is now.</summary>
    public Carried Instead(Mirror before, Mirror after) => this with { Mirrors = this.Mirrors.Replace(before, after) };
}

/// <summary>A file that could not be carried over.</summary>
/// <param name="On">The side that should have got it.</param>
/// <param name="Why">The tool's words.</param>
public sealed record LostFile(Side On, string Name, string Why);
