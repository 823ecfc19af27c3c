using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Format;

/// <summary>What may stand behind a key of a mapping file. The set is closed.</summary>
public abstract record Shape
{
    private Shape() { }

    /// <summary>Any text; numbers and truths are texts too.</summary>
    public sealed record Text : Shape;

    /// <summary>The name of something: of a field, a stage, a connection. What says of what.</summary>
    public sealed record Name(string What) : Shape;

    /// <summary>One of some words, whatever their case.</summary>
    public sealed record Choice(ImmutableArray<string> Words) : Shape;

    /// <summary>true or false.</summary>
    public sealed record Flag : Shape;

    /// <summary>A whole number within bounds, both included.</summary>
    public sealed record Whole(int Least, int Most) : Shape;

    public sealed record Number : Shape;

    /// <summary>A length of time such as "10 minutes"; in working time such as "2 working days".</summary>
    public sealed record Duration(bool IsWorking) : Shape;

    /// <summary>A text of a pattern (ECMA 262), such as a day or an address.</summary>
    public sealed record Pattern(string Expression) : Shape;

    /// <summary>A Handlebars text. HTML is escaped in the one and not in the other.</summary>
    public sealed record Template(bool IsHtml) : Shape;

    /// <summary>A question about the ticket: see <see cref="ConditionFormat"/>.</summary>
    public sealed record Condition : Shape;

    /// <summary>A group of known keys.</summary>
    public sealed record Group(GroupRule Rule) : Shape;

    /// <summary>A group whose keys are names that the file gives.</summary>
    /// <param name="What">What is named: "stage".</param>
    /// <param name="NamePattern">What a name looks like (ECMA 262); null: any text.</param>
    public sealed record Named(string What, Shape Each, string? NamePattern = null) : Shape;

    /// <summary>Anything: what stands there is described elsewhere.</summary>
    public sealed record Any : Shape;

    /// <summary>A list.</summary>
    public sealed record List(Shape Item) : Shape;

    /// <summary>A list, or one alone.</summary>
    public sealed record Several(Shape Item) : Shape;

    /// <summary>Any of these.</summary>
    public sealed record Either(ImmutableArray<Shape> Of) : Shape;
}
