using System.Text.Json;
using Bridge.Core.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Text;

/// <summary>Chance-made documents, strings and JSON for the properties.</summary>
internal static class TextDocs
{
    private static readonly string[] Words =
    [
        "login",
        "fails",
        "after",
        "the",
        "update",
        "Größe",
        "उपयोगकर्ता",
        "日本",
        "v2",
        "naïve",
    ];

    private static readonly string[] Nasty =
    [
        "*",
        "**",
        "_",
        "__",
        "-",
        "--",
        "----",
        "+",
        "~",
        "~~",
        "`",
        "```",
        "#",
        "# ",
        "1. ",
        "- ",
        "> ",
        "|",
        "||",
        "\\",
        "\\\\",
        "{",
        "}",
        "{code}",
        "{quote}",
        "{{",
        "}}",
        "[",
        "]",
        "[a|b]",
        "](",
        "!",
        "![",
        "!a.png!",
        "<",
        "</p>",
        "<b>",
        "<script>",
        "&",
        "&amp;",
        "&#92;",
        "&copy",
        ";",
        ":)",
        "(x)",
        "h1. ",
        "bq. ",
        "h1.",
        "\n",
        "\r\n",
        "\t",
        " ",
        "  ",
        "\u00A0",
        "\u200B",
        "\uFEFF",
        "\0",
        "\u0007",
        "\uD83D",
        "\uDE00",
        "\uD83D\uDE00",
        "=",
        "===",
        "---",
        "http://a.b",
        "javascript:",
        "@",
        "%",
        "$",
        "^",
        "?",
        "??",
        "'",
        "\"",
        "a",
        "b",
        "Z",
        "9",
        ".",
        ",",
        "é",
        "e\u0301",
        "\u2028",
    ];

    private static readonly string?[] Links =
    [
        null,
        null,
        null,
        "https://example.com/a?b=1&c=(2)",
        "mailto:ann@example.com",
        "http://example.com/x_y*z;q&copy;",
        "javascript:alert(1)",
        "/relative",
        "https://example.com/[x]|y",
    ];

    public static Gen<string> PlainWords =>
        Gen.Elements(Words).NonEmptyListOf().Select(words => string.Join(' ', words));

    public static Gen<string> NastyStrings =>
        Gen.Frequency(
            (4, Gen.Elements(Nasty.Concat(Words).ToArray()).ListOf().Select(string.Concat)),
            (1, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty))
        );

    /// <summary>Documents of plain words: each mark is a word of its own, so that every markup can say it.</summary>
    public static Gen<TextDoc> MarkedWords =>
        (from words in PlainWords from marks in SomeMarks select (Inline)new Inline.Text($" {words} ", marks))
            .NonEmptyListOf()
            .Select(inlines => new TextDoc([new Block.Paragraph(inlines.ToEquatableList())]));

    public static Gen<TextDoc> Wild => Docs(NastyStrings);

    public static Gen<string> Json => Gen.Sized(size => JsonText(Math.Min(size, 5)));

    public static TextDoc WithoutUnderline(TextDoc doc) =>
        new TextDoc(
            doc.Blocks.OfType<Block.Paragraph>()
                .Select(paragraph =>
                    (Block)
                        new Block.Paragraph(
                            paragraph
                                .Content.OfType<Inline.Text>()
                                .Select(text => (Inline)(text with { Marks = text.Marks with { Underline = false } }))
                                .ToEquatableList()
                        )
                )
                .ToEquatableList()
        ).Normalise();

    private static Gen<TextDoc> Docs(Gen<string> strings) =>
        Gen.Sized(size => Blocks(strings, 2).Resize(Math.Min(size, 6)).Select(blocks => new TextDoc(blocks)));

    private static Gen<Marks> SomeMarks =>
        from bits in Gen.Choose(0, 63)
        from link in Gen.Elements(Links)
        select bits > 31
            ? new Marks(Link: link)
            : new Marks((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0, (bits & 16) > 0, link);

    private static Gen<Inline> AnInline(Gen<string> strings) =>
        Gen.Frequency(
            (8, from value in strings from marks in SomeMarks select (Inline)new Inline.Text(value, marks)),
            (1, Gen.Constant((Inline)new Inline.LineBreak())),
            (1, strings.Select(name => (Inline)new Inline.Mention(name))),
            (
                1,
                from alt in strings
                from url in Gen.Elements(Links)
                from id in Gen.Elements(null, "43001234")
                select (Inline)new Inline.Image(alt, url, id)
            )
        );

    private static Gen<EquatableList<Inline>> Inlines(Gen<string> strings) =>
        AnInline(strings).ListOf().Select(inlines => inlines.ToEquatableList());

    private static Gen<EquatableList<Block>> Blocks(Gen<string> strings, int depth) =>
        ABlock(strings, depth).ListOf().Select(blocks => blocks.ToEquatableList());

    private static Gen<Block> ABlock(Gen<string> strings, int depth)
    {
        var leaves = new (int, Gen<Block>)[]
        {
            (6, Inlines(strings).Select(content => (Block)new Block.Paragraph(content))),
            (
                1,
                from level in Gen.Choose(0, 7)
                from content in Inlines(strings)
                select (Block)new Block.Heading(level, content)
            ),
            (
                1,
                from lines in strings.ListOf()
                from language in Gen.Elements(null, "java", "C#", "no such")
                select (Block)new Block.CodeBlock(language, string.Join('\n', lines))
            ),
            (1, Gen.Constant((Block)new Block.Rule())),
            (1, Rows(strings).Select(rows => (Block)new Block.Table(rows))),
        };
        return Gen.Frequency(depth == 0 ? leaves : [.. leaves, .. Containers(strings, depth - 1)]);
    }

    private static (int, Gen<Block>)[] Containers(Gen<string> strings, int depth)
    {
        var items = Blocks(strings, depth).Select(content => new ListItem(content)).ListOf();
        return
        [
            (2, items.Select(list => (Block)new Block.BulletList(list.ToEquatableList()))),
            (
                2,
                from list in items
                from start in Gen.Choose(-1, 12)
                select (Block)new Block.OrderedList(start, list.ToEquatableList())
            ),
            (1, Blocks(strings, depth).Select(content => (Block)new Block.Quote(content))),
        ];
    }

    private static Gen<EquatableList<TableRow>> Rows(Gen<string> strings) =>
        (
            from header in Gen.Elements(true, false)
            from content in Inlines(strings)
            select new TableCell(header, content)
        )
            .ListOf()
            .Select(cells => new TableRow(cells.ToEquatableList()))
            .ListOf()
            .Select(rows => rows.ToEquatableList());

    private static Gen<string> JsonText(int depth)
    {
        var keys = new[]
        {
            "type",
            "text",
            "content",
            "attrs",
            "marks",
            "attributes",
            "list",
            "level",
            "url",
            "user",
            "code-block",
            "indent",
            "username",
            "order",
            "timestamp",
            "href",
            "emoticon",
            "code",
            "language",
            "header",
        };
        var values = new[]
        {
            "doc",
            "text",
            "paragraph",
            "heading",
            "bulletList",
            "taskList",
            "listItem",
            "table",
            "date",
            "media",
            "link",
            "tag",
            "emoticon",
            "codeBlock",
            "mention",
            "expand",
            "inlineCard",
            "bullet",
            "\n",
            "1f60a",
            "99999999999999",
        };
        var leaf = Gen.Frequency(
            (3, Gen.Elements(values).Select(value => JsonSerializer.Serialize(value))),
            (1, NastyStrings.Select(value => JsonSerializer.Serialize(value))),
            (1, Gen.Elements("null", "true", "-7", "3.5", "1e400", "{}", "[]", "\"\\ud800\""))
        );
        if (depth == 0)
        {
            return leaf;
        }

        var inner = JsonText(depth - 1);
        var members = from key in Gen.Elements(keys) from value in inner select $"\"{key}\":{value}";
        return Gen.Frequency(
            (1, leaf),
            (
                4,
                members
                    .ListOf()
                    .Resize(6)
                    .Select(list => $"{{{string.Join(',', list.DistinctBy(m => m.Split(':')[0]))}}}")
            ),
            (2, inner.ListOf().Resize(4).Select(list => $"[{string.Join(',', list)}]"))
        );
    }
}
