namespace Bridge.Core.Text;

/// <summary>Brings the inlines of one block into their one form; several lists where an empty line parts them.</summary>
internal sealed class InlineNormaliser
{
    private readonly List<EquatableList<Inline>> parts = [];
    private readonly List<Inline> line = [];
    private bool space;
    private int breaks;

    /// <summary>The paragraphs that the inlines make; two line breaks in a row end a paragraph.</summary>
    public static List<EquatableList<Inline>> Paragraphs(IEnumerable<Inline> inlines)
    {
        var normaliser = new InlineNormaliser();
        foreach (var inline in inlines)
        {
            normaliser.Add(inline);
        }

        normaliser.EndPart();
        return normaliser.parts;
    }

    /// <summary>The inlines as lines of one block, no empty ones.</summary>
    public static EquatableList<Inline> OneBlock(IEnumerable<Inline> inlines)
    {
        var paragraphs = Paragraphs(inlines);
        return paragraphs.Count switch
        {
            0 => [],
            1 => paragraphs[0],
            _ => Join(paragraphs, new Inline.LineBreak()),
        };
    }

    /// <summary>The inlines as one line.</summary>
    public static EquatableList<Inline> OneLine(IEnumerable<Inline> inlines) =>
        OneBlock(inlines.Select(inline => inline is Inline.LineBreak ? new Inline.Text(" ", Marks.None) : inline));

    /// <summary>The lists after each other with the separator between them.</summary>
    public static EquatableList<Inline> Join(IEnumerable<EquatableList<Inline>> lists, Inline separator) =>
        lists.SelectMany((list, index) => index == 0 ? list : list.Prepend(separator)).ToEquatableList();

    private void Add(Inline inline)
    {
        switch (inline)
        {
            case Inline.Text text:
                this.AddText(text);
                break;
            case Inline.LineBreak:
                this.breaks++;
                break;
            case Inline.Mention mention
                when Characters.OneLine(mention.Name).TrimStart('@', ' ') is { Length: > 0 } name:
                this.Append(new Inline.Mention(name));
                break;
            case Inline.Image image when Normalise(image) is { } kept:
                this.Append(kept);
                break;
            default:
                break;
        }
    }

    private static Inline.Image? Normalise(Inline.Image image)
    {
        var alt = Characters.OneLine(image.Alt);
        var url = SafeLink.OfImage(image.Url);
        var id = image.AttachmentId is null ? null : Characters.OneLine(image.AttachmentId);
        id = id is { Length: > 0 } ? id : null;
        return alt.Length == 0 && url is null && id is null ? null : new Inline.Image(alt, url, id);
    }

    private void AddText(Inline.Text text)
    {
        var clean = Characters.Clean(text.Value);
        var words = Characters.OneLine(clean);
        if (words.Length == 0)
        {
            this.space |= clean.Length > 0;
            return;
        }

        this.space |= char.IsWhiteSpace(clean[0]);
        this.Append(new Inline.Text(words, text.Marks.Normalise()));
        this.space = char.IsWhiteSpace(clean[^1]);
    }

    private void Append(Inline inline)
    {
        if (this.breaks > 1)
        {
            this.EndPart();
        }
        else if (this.breaks == 1 && this.line.Count > 0)
        {
            this.line.Add(new Inline.LineBreak());
        }
        else if (this.space && this.breaks == 0 && this.line.Count > 0)
        {
            this.Merge(new Inline.Text(" ", Between(this.line[^1], inline)));
        }

        this.breaks = 0;
        this.space = false;
        this.Merge(inline);
    }

    /// <summary>A space between two differently marked words is unmarked, but does not part one link into two.</summary>
    private static Marks Between(Inline before, Inline after)
    {
        if (before is not Inline.Text left || after is not Inline.Text right)
        {
            return Marks.None;
        }

        if (left.Marks == right.Marks)
        {
            return left.Marks;
        }

        return left.Marks.Link == right.Marks.Link ? new Marks(Link: left.Marks.Link) : Marks.None;
    }

    private void Merge(Inline inline)
    {
        if (
            inline is Inline.Text next
            && this.line.Count > 0
            && this.line[^1] is Inline.Text last
            && last.Marks == next.Marks
        )
        {
            this.line[^1] = last with { Value = last.Value + next.Value };
        }
        else
        {
            this.line.Add(inline);
        }
    }

    private void EndPart()
    {
        if (this.line.Count > 0)
        {
            this.parts.Add(this.line.ToEquatableList());
            this.line.Clear();
        }
    }
}
