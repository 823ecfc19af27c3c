using System.Globalization;
using Bridge.Cli;

namespace Bridge.Tests.Cli;

public sealed class TerminalWriterTests
{
    [Theory]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("a\r\nb", "a\r\nb")]
    [InlineData("Größe उपयोग 日本 😀", "Größe उपयोग 日本 😀")]
    [InlineData("\u001b[1;31mred\u001b[0m", "\u001b[1;31mred\u001b[0m")]
    [InlineData("a\u001b[2Jb", "a[2Jb")]
    [InlineData("a\u001b[1;1Hb", "a[1;1Hb")]
    [InlineData("\u001b]0;title\u0007b", "]0;titleb")]
    [InlineData("\u001bPq\u001b\\b", "Pq\\b")]
    [InlineData("all bad\rall good", "all badall good")]
    [InlineData("\b\b\bgood\u009b2J\u0000", "good2J")]
    [InlineData("abc\u202egnp.exe", "abcgnp.exe")]
    [InlineData("\u001b\u001b[31m", "\u001b[31m")]
    [InlineData("\u001b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1m", "[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1m")]
    public void Only_text_and_colours_reach_the_terminal(string written, string seen)
    {
        Assert.Equal(seen, Through(writer => writer.Write(written)));
        Assert.Equal(
            seen,
            Through(writer =>
            {
                foreach (var c in written)
                {
                    writer.Write(c);
                }
            })
        );
    }

    private static string Through(Action<TextWriter> write)
    {
        using var terminal = new StringWriter(CultureInfo.InvariantCulture);
        using var writer = new TerminalWriter(terminal);
        write(writer);
        return terminal.ToString();
    }
}
