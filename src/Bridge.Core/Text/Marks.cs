namespace Bridge.Core.Text;

/// <summary>How a piece of text is set; <paramref name="Link"/> is an absolute http, https or mailto address.</summary>
public readonly record struct Marks(
    bool Strong = false,
    bool Emphasis = false,
    bool Underline = false,
    bool Strike = false,
    bool Code = false,
    string? Link = null
)
{
    public static Marks None { get; }

    /// <summary>
    /// Code bears no other mark than a link (Jira refuses it with 400), and a link that is not safe is none.
    /// </summary>
    internal Marks Normalise()
    {
        var link = SafeLink.Of(this.Link);
        return this.Code ? new Marks(Code: true, Link: link) : this with { Link = link };
    }

    internal bool Has(MarkKind kind) =>
        kind switch
        {
            MarkKind.Link => this.Link is not null,
            MarkKind.Strong => this.Strong,
            MarkKind.Emphasis => this.Emphasis,
            MarkKind.Underline => this.Underline,
            MarkKind.Strike => this.Strike,
            _ => this.Code,
        };
}

/// <summary>The single marks, outermost first: the order in which writers nest them.</summary>
internal enum MarkKind
{
    Link,
    Strong,
    Emphasis,
    Underline,
    Strike,
    Code,
}
