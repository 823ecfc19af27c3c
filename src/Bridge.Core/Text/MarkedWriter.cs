using System.Text;

namespace Bridge.Core.Text;

/// <summary>Writes inlines as properly nested marks: the widest run of each mark is opened and closed once.</summary>
internal abstract class MarkedWriter
{
    private static readonly MarkKind[] Kinds = Enum.GetValues<MarkKind>();

    public StringBuilder Out { get; } = new();

    public void Inlines(IReadOnlyList<Inline> inlines) => this.Inlines(inlines, 0, inlines.Count, 0);

    /// <summary>Begins a mark; the run is joined when a letter or digit touches it from outside.</summary>
    protected abstract void Open(MarkKind kind, Marks marks, bool joined);

    protected abstract void Close(MarkKind kind, Marks marks, bool joined);

    protected abstract void Leaf(Inline inline);

    private void Inlines(IReadOnlyList<Inline> inlines, int from, int to, int level)
    {
        while (from < to)
        {
            if (level == Kinds.Length || inlines[from] is not Inline.Text)
            {
                this.Leaf(inlines[from++]);
                continue;
            }

            var kind = Kinds[level];
            var marks = ((Inline.Text)inlines[from]).Marks;
            var end = from + 1;
            while (end < to && inlines[end] is Inline.Text next && Same(kind, marks, next.Marks))
            {
                end++;
            }

            var marked = marks.Has(kind);
            var joined = marked && (Touches(inlines, from - 1, last: true) || Touches(inlines, end, last: false));
            if (marked)
            {
                this.Open(kind, marks, joined);
            }

            this.Inlines(inlines, from, end, level + 1);
            if (marked)
            {
                this.Close(kind, marks, joined);
            }

            from = end;
        }
    }

    private static bool Same(MarkKind kind, Marks one, Marks other) =>
        kind == MarkKind.Link ? one.Link == other.Link : one.Has(kind) == other.Has(kind);

    private static bool Touches(IReadOnlyList<Inline> inlines, int index, bool last) =>
        index >= 0
        && index < inlines.Count
        && inlines[index] is Inline.Text { Value: var value }
        && (value[last ? ^1 : 0] is var edge && (char.IsLetterOrDigit(edge) || char.IsSurrogate(edge)));
}
