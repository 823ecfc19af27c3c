using Bridge.Core.Mappings;
using FsCheck;
using FsCheck.Fluent;

namespace Bridge.Core.Tests.Mappings;

/// <summary>Whatever an admin does to a file, the reader answers with errors that stand inside of the file.</summary>
public sealed class MappingFuzzTests
{
    private static readonly string[] Pieces =
    [
        "",
        " ",
        "\n",
        "\n  ",
        "\t",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
        "{{{",
        "{{#if ",
        "{{/",
        "\"",
        "'",
        "#",
        "|",
        ">",
        "&a ",
        "*a",
        "<<: ",
        "!!int ",
        "%",
        "@",
        "`",
        "~",
        "null",
        "\\",
        "\0",
        "\ud800",
        "😀",
        "\r",
        "---\n",
        "...\n",
        "all",
        "0",
        "-1",
    ];

    [Theory]
    [InlineData("level-2-support.yaml")]
    [InlineData("diksha-s2.yaml")]
    public void No_edit_of_a_real_file_breaks_the_reader(string name)
    {
        var text = MappingFiles.Text(name);
        var edit =
            from at in Gen.Choose(0, text.Length)
            from drop in Gen.Frequency((4, Gen.Choose(0, 3)), (1, Gen.Choose(0, 400)))
            from piece in Gen.Elements(Pieces)
            select (at, drop, piece);
        var edits = edit.ArrayOf().Resize(6);

        Prop.ForAll(edits.ToArbitrary(), e => Sound(Edited(text, e)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void No_pile_of_pieces_breaks_the_reader()
    {
        var words = Pieces.Concat([
            "process: A",
            "entry:",
            "when",
            "stages:",
            "fields:",
            "text: x",
            "messages:",
            "\n    ",
        ]);
        var text = Gen.Elements(words.ToArray()).ArrayOf().Select(string.Concat).Resize(40);

        Prop.ForAll(text.ToArbitrary(), t => Sound(t)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static string Edited(string text, (int At, int Drop, string Piece)[] edits)
    {
        foreach (var (at, drop, piece) in edits)
        {
            var from = Math.Min(at, text.Length);
            text = text[..from] + piece + text[Math.Min(text.Length, from + drop)..];
        }

        return text;
    }

    private static bool Sound(string text)
    {
        var (process, errors) = MappingReader.Read("f.yaml", text);
        var lines = text.ReplaceLineEndings("\n").Split('\n').Length;
        MappingReport.Print(errors, text);
        return (process is null) == (errors.Length > 0)
            && errors.All(e => e.Line >= 1 && e.Line <= lines + 1 && e.Column >= 1 && e.Message.Length > 0);
    }
}
