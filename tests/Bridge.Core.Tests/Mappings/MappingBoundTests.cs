using System.Diagnostics;
using System.Globalization;
using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>No file is too much: what no process needs is refused before anybody walks it.</summary>
public sealed class MappingBoundTests
{
    [Fact]
    public void Aliases_of_aliases_are_refused_before_they_are_spelled_out()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => Line(i)));

        var error = Assert.Single(MappingReader.Read("f.yaml", bomb).Errors);

        Assert.Equal(MappingRules.TooBig, error.Rule);
        Assert.Contains("stand for more than 20000 parts", error.Message, StringComparison.Ordinal);

        static string Line(int i) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"
            );
    }

    [Fact]
    public void Aliases_that_nest_too_deep_are_refused()
    {
        var text =
            "a0: &a0 [x]\n"
            + string.Concat(
                Enumerable
                    .Range(1, 60)
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]\n"))
            );

        Assert.Contains(
            "nested more than 40 deep",
            MappingReader.Read("f.yaml", text).Errors[0].Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("process:\n", "- x\n", 600, "more than 500 entries")]
    [InlineData("fields:\n", "  f{0}: {{ type: text, helpdesk: a{0}, tracker: b{0} }}\n", 600, "more than 500 entries")]
    [InlineData("description: ", "words and words ", 70_000, "longer than 1 MB")]
    [InlineData("", "k{0}: [a, b, c]\n", 12_000, "more than 50000 parts")]
    public void What_is_more_than_a_process_needs_is_refused(string head, string piece, int times, string error)
    {
        var text =
            head
            + string.Concat(
                Enumerable.Range(0, times).Select(i => string.Format(CultureInfo.InvariantCulture, piece, i))
            );

        Assert.Contains(
            MappingReader.Read("f.yaml", text).Errors,
            e => e.Message.Contains(error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_very_many_errors_the_first_hundred_are_told()
    {
        var text = string.Concat(
            Enumerable.Range(0, 450).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}: a\n"))
        );

        var errors = MappingReader.Read("f.yaml", text).Errors;

        Assert.Equal(101, errors.Length);
        Assert.Contains("mend these first", errors[^1].Message, StringComparison.Ordinal);
    }

    /// <summary>Names that are nowhere, each near to many that are: the dearest thing to say, so it is said a hundred times.</summary>
    [Theory]
    [InlineData("messages")]
    [InlineData("tests")]
    public void A_file_near_one_megabyte_that_is_wrong_everywhere_is_refused_in_time(string where)
    {
        var numbers = Enumerable.Range(0, 1500);
        var text =
            "process: Big\nfields:\n"
            + Lines(Enumerable.Range(0, 490), i => $"  Field number {i}: {{ type: text, helpdesk: Label of {i} }}")
            + "stages:\n  A: { helpdesk: A, tracker: A }\n"
            + (
                where == "messages"
                    ? "messages:\n"
                        + Lines(
                            Enumerable.Range(0, 19),
                            m =>
                                $"  M{m}:\n    to: agents\n    when: linked\n    text:\n      en: |\n"
                                + Lines(numbers, i => $"        {{{{fields.feld_nmber_{i}}}}}")
                        )
                    : "tests:\n"
                        + Lines(
                            Enumerable.Range(0, 300),
                            t =>
                                $"  - name: T{t}\n    steps:\n"
                                + Lines(Enumerable.Range(0, 12), i => $"      - agent sets: {{ Labl of {t}{i}: x }}")
                        )
            );
        var began = Stopwatch.GetTimestamp();

        var errors = MappingReader.Read("f.yaml", text).Errors;

        Assert.InRange(errors.Length, 100, 110);
        Assert.Contains(errors, e => e.Message.Contains("did you mean", StringComparison.Ordinal));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));

        static string Lines(IEnumerable<int> numbers, Func<int, string> line) =>
            string.Concat(numbers.Select(i => line(i) + "\n"));
    }
}
