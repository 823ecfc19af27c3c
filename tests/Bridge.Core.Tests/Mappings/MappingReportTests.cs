using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class MappingReportTests
{
    [Fact]
    public void An_error_shows_its_line_with_a_caret_under_the_column()
    {
        var report = MappingReport.Print([new MappingError("f.yaml", 2, 10, "unknown mode 'x'")], "a: 1\n\tmode:  x\n");

        Assert.Equal(
            """
            f.yaml:2:10: unknown mode 'x'
                2 |  mode:  x
                  |          ^
            1 error in f.yaml

            """,
            report
        );
    }

    [Fact]
    public void The_carets_stand_under_all_that_is_meant()
    {
        var error = new MappingError("f.yaml", 1, 7, "unknown") { Length = 4 };

        Assert.Equal(
            "f.yaml:1:7: unknown\n    1 | mode: loud\n      |       ^^^^\n1 error in f.yaml\n",
            MappingReport.Print([error], "mode: loud\n")
        );
    }

    [Fact]
    public void A_terminal_gets_colours_and_a_warning_is_called_so()
    {
        var warning = new MappingError("f.yaml", 1, 1, "odd") { Severity = MappingSeverity.Warning };

        Assert.StartsWith(
            "\e[1mf.yaml:1:1:\e[0m \e[33mwarning: \e[0modd\n",
            MappingReport.Print([warning], _ => "mode: loud\n", isColoured: true),
            StringComparison.Ordinal
        );
        Assert.EndsWith("1 warning in f.yaml\n", MappingReport.Print([warning], "a"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_column()
    {
        var line = new string('a', 300) + "X" + new string('b', 300);

        var report = MappingReport.Print([new MappingError("f.yaml", 1, 301, "here")], line).Split('\n');

        Assert.Equal(
            report[2].IndexOf('^', StringComparison.Ordinal),
            report[1].IndexOf('X', StringComparison.Ordinal)
        );
        Assert.True(report[1].Length < 120);
    }

    [Fact]
    public void An_error_beyond_the_text_is_printed_without_a_line()
    {
        Assert.Equal("f:9:1: x\n1 error in f\n", MappingReport.Print([new MappingError("f", 9, 1, "x")], "a"));
    }

    [Fact]
    public void No_errors_print_nothing()
    {
        Assert.Equal("", MappingReport.Print([], "a"));
    }
}
