using System.Text.Json;

namespace Bridge.Core.Text;

/// <summary>Gathers runs into lines and lines into blocks.</summary>
internal sealed class ClickUpRunReader
{
    private readonly BlockCollector blocks = new();
    private readonly List<Inline> line = [];
    private readonly List<ListLine> list = [];
    private readonly List<string> code = [];
    private string? language;

    public static TextDoc Read(JsonElement comment)
    {
        if (comment.ValueKind == JsonValueKind.String)
        {
            return PlainText.Read(((JsonElement?)comment).AsText());
        }

        var reader = new ClickUpRunReader();
        foreach (var segment in ((JsonElement?)comment).Elements())
        {
            reader.Segment(segment);
        }

        if (reader.line.Count > 0)
        {
            reader.EndLine(null);
        }

        reader.EndList();
        reader.EndCode();
        return reader.blocks.Doc();
    }

    private void Segment(JsonElement segment)
    {
        var inline = ClickUpSegment.Read(segment);
        if (inline is not Inline.Text text)
        {
            this.line.Add(inline);
            return;
        }

        var attributes = segment.Member("attributes");
        var lines = Characters.Lines(text.Value).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
            {
                this.line.Add(text with { Value = lines[i] });
            }

            if (i + 1 < lines.Length)
            {
                this.EndLine(attributes);
            }
        }
    }

    private void EndLine(JsonElement? attributes)
    {
        var content = this.line.ToEquatableList();
        this.line.Clear();
        if (attributes.Member("code-block") is { ValueKind: not (JsonValueKind.False or JsonValueKind.Null) } block)
        {
            this.EndList();
            this.language = Inner(block, "code-block") is { } name and not ("plain" or "true") ? name : this.language;
            this.code.Add(PlainTextOf(content));
            return;
        }

        this.EndCode();
        if (attributes.Member("list") is { } list && Inner(list, "list") is { Length: > 0 } kind and not "none")
        {
            var depth = Math.Clamp(attributes.Member("indent").AsInt() ?? 0, 0, 20);
            this.list.Add(new ListLine(depth, kind == "ordered", Boxed(kind, content)));
            return;
        }

        this.EndList();
        if (attributes.Member("header").AsInt() is { } level)
        {
            this.blocks.Add(new Block.Heading(level, content));
        }
        else if (attributes.Member("blockquote").IsOn())
        {
            this.blocks.Add(new Block.Quote([new Block.Paragraph(content)]));
        }
        else
        {
            foreach (var inline in content)
            {
                this.blocks.Add(inline);
            }

            this.blocks.Add(new Inline.LineBreak());
        }
    }

    /// <summary>An attribute's value, which ClickUp gives as a string or as an object of the same name.</summary>
    private static string? Inner(JsonElement? attribute, string name) =>
        attribute.AsText() ?? attribute.Member(name).AsText();

    private static EquatableList<Inline> Boxed(string kind, EquatableList<Inline> content) =>
        kind switch
        {
            "checked" => content.Prepend(new Inline.Text("[x] ", Marks.None)).ToEquatableList(),
            "unchecked" => content.Prepend(new Inline.Text("[ ] ", Marks.None)).ToEquatableList(),
            _ => content,
        };

    private static string PlainTextOf(EquatableList<Inline> content) =>
        string.Concat(
            content.Select(inline =>
                inline is Inline.Text text ? text.Value : PlainText.Write(new TextDoc([new Block.Paragraph([inline])]))
            )
        );

    private void EndList()
    {
        if (this.list.Count > 0)
        {
            this.blocks.AddRange(ListLine.Lists(this.list));
            this.list.Clear();
        }
    }

    private void EndCode()
    {
        if (this.code.Count > 0)
        {
            this.blocks.Add(new Block.CodeBlock(this.language, string.Join('\n', this.code)));
            this.code.Clear();
            this.language = null;
        }
    }
}
