using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class MappingSyntaxTests
{
    [Theory]
    [InlineData("", "1:1: the file is empty; a process begins with 'process: NAME'")]
    [InlineData("# only a comment\n", "1:1: the file is empty; a process begins with 'process: NAME'")]
    [InlineData(
        "- a\n- b\n",
        "1:1: the file must be a group of keys ('process', 'owner', 'description', 'mode', 'helpdesk', 'tracker', 'entry', 'fields', 'stages', 'stage conflicts', 'gates', 'comments', …), found a list"
    )]
    [InlineData("process: A\n---\nprocess: B\n", "2:1: a second document begins here ('---'); one file is one process")]
    [InlineData("process: A\n\towner: B\n", "2:1: a tab indents this line; YAML wants spaces")]
    [InlineData("process: *nobody\n", "1:10: unknown anchor '*nobody'; put '&nobody' before the part that it repeats")]
    [InlineData(
        "process: A: B\n",
        "1:11: this is not YAML: found invalid mapping; a text with a colon must stand in quotes, and the keys of a group must begin in the same column"
    )]
    [InlineData(
        "process: \"A\n",
        "1:10: this is not YAML: found unexpected end of stream; close the quotes that are opened here"
    )]
    [InlineData(
        "process: {a\n",
        "2:1: this is not YAML: did not find expected ',' or '}'; close every '{' with '}' and every '[' with ']', and put commas between"
    )]
    [InlineData(
        "process: @a\n",
        "1:10: this is not YAML: found character that cannot start any token; a text that begins with one of @ ` % & * ! must stand in quotes"
    )]
    [InlineData(
        "process: A\n owner: B\n",
        "2:7: this is not YAML: found invalid mapping; a text with a colon must stand in quotes, and the keys of a group must begin in the same column"
    )]
    [InlineData(
        "title: {{a}} of {{b}}\n",
        "1:8: a template must stand in quotes, such as \"{{ticket.subject}}\": bare braces are YAML's own"
    )]
    public void A_text_that_is_not_one_YAML_document_says_where_and_how_to_mend_it(string text, string error)
    {
        Assert.Equal("f.yaml:" + error, MappingReader.Read("f.yaml", text).Errors[0].ToString());
    }

    [Fact]
    public void Nesting_without_end_is_an_error_and_no_crash()
    {
        var errors = MappingReader.Read("f.yaml", "process: " + new string('[', 100_000)).Errors;

        Assert.Contains("nested more than 40 deep", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        var text = string.Concat(
            Enumerable
                .Range(1, 8)
                .Select(i =>
                    $"x{i}: &a{i} {{ all: [{string.Join(", ", Enumerable.Repeat(i == 1 ? "{ field: status, is: A }" : $"*a{i - 1}", 9))}] }}\n"
                )
        );

        var errors = MappingReader.Read("f.yaml", text + "entry: { when: *a8 }\n").Errors;

        Assert.Contains(
            errors,
            e => e.Message.StartsWith("the aliases up to '*a3' stand for more", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_anchor_is_read_again_where_it_is_named_and_merged_where_it_is_told()
    {
        var text = MappingErrorTests
            .Sound.Replace(
                "    helpdesk: Verifying\n",
                "    <<: *usual\n    helpdesk: Verifying\n",
                StringComparison.Ordinal
            )
            .Replace("  Validating:\n", "  Validating: &usual\n", StringComparison.Ordinal)
            .Replace("              - Severity\n", "              - &s Severity\n", StringComparison.Ordinal)
            .Replace(
                "    outcome: resolved",
                "    outcome: resolved\n    requires: [Reason]",
                StringComparison.Ordinal
            );

        var reading = MappingReader.Read("f.yaml", text);

        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        var stage = reading.Process!.Stage("Verifying")!;
        Assert.Equal("Severity", stage.Requires[0].Field);
        Assert.Equal("Verifying", stage.Helpdesk[0].Status);
        Assert.Equal(["Validating"], stage.From);
    }
}
