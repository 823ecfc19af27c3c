using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class SharedPartTests
{
    private const string Shared = """
        calendars:
          Ireland:
            zone: Europe/Dublin
            hours: { monday to friday: "09:00-17:30" }
        field sets:
          Reproduction:
            Steps:
              type: text
              helpdesk: Steps
              tracker: Steps
        message sets:
          Promises:
            Done:
              to: customer
              when: resolved
              text: { en: "<p>Done, {{requester.first_name}}.</p>" }
        leak words:
          Company: [stack trace]

        """;

    private const string Including = "include: { fields: Reproduction, messages: [Promises], leak words: [Company] }\n";

    [Fact]
    public void A_process_has_what_it_includes()
    {
        var reading = Read(Including + WithCalendar("Ireland"));

        Assert.Empty(reading.Errors);
        Assert.NotNull(reading.Process!.Field("Steps"));
        Assert.Contains(reading.Process.Messages, m => m.Name == "Done");
        Assert.Equal(["stack trace"], reading.Process.LeakWords);
        Assert.Equal("Europe/Dublin", reading.Process.Calendar!.Zone);
    }

    [Theory]
    [InlineData(
        "include: { fields: [Reproducton] }\n",
        "f.yaml:1:21: unknown field set 'Reproducton', did you mean 'Reproduction'?"
    )]
    [InlineData(
        "include: { messges: [Promises] }\n",
        "f.yaml:1:12: unknown key 'messges' in include, did you mean 'messages'?"
    )]
    public void A_part_that_is_not_there_is_an_error(string include, string error) =>
        Assert.Equal([error], Read(include + MappingErrorTests.Sound).Errors.Select(e => e.ToString()));

    [Fact]
    public void An_unknown_calendar_is_an_error_with_the_nearest_name() =>
        Assert.Contains(
            Read(WithCalendar("Irland")).Errors,
            e => e.Rule == MappingRules.UnknownShared && e.Nearest is ["Ireland"]
        );

    [Fact]
    public void An_own_entry_of_the_same_name_is_an_error_that_says_where_the_other_stands()
    {
        var text = Including + MappingErrorTests.Sound.Replace("  Reason:\n", "  Steps:\n", StringComparison.Ordinal);

        Assert.Contains(
            Read(text).Errors.Select(e => e.ToString()),
            e =>
                e.Contains(
                    "'Steps' comes with the field set Reproduction already (shared/parts.yaml:7)",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void What_is_wrong_inside_a_shared_part_is_told_with_its_own_place()
    {
        var shared = Shared
            .Replace("type: text", "type: txt", StringComparison.Ordinal)
            .Replace("requester.first_name", "requester.frist_name", StringComparison.Ordinal);

        var errors = Read(Including + WithCalendar("Ireland"), shared).Errors;

        Assert.Equal(["shared/parts.yaml:8", "shared/parts.yaml:16"], errors.Select(e => $"{e.File}:{e.Line}"));
    }

    [Fact]
    public void The_hash_of_a_process_changes_with_the_parts_that_it_uses_and_with_no_others()
    {
        var text = "include: { leak words: [Company] }\n" + MappingErrorTests.Sound;
        var before = Read(text).Process!.Hash;

        Assert.NotEqual(
            before,
            Read(text, Shared.Replace("stack trace", "stack", StringComparison.Ordinal)).Process!.Hash
        );
        Assert.Equal(before, Read(text, Shared.Replace("17:30", "18:00", StringComparison.Ordinal)).Process!.Hash);
    }

    [Fact]
    public void A_part_that_no_process_uses_is_a_warning()
    {
        var side = Side(Shared);
        var reading = MappingReader.Read("f.yaml", Including + MappingErrorTests.Sound, side);

        var found = MappingSetCheck.Check([reading], side);

        Assert.Equal(["shared/parts.yaml:2:3"], found.Select(f => $"{f.File}:{f.Line}:{f.Column}"));
        Assert.Equal(LintRules.UnusedShared, found[0].Rule);
    }

    private static MappingReading Read(string text, string shared = Shared) =>
        MappingReader.Read("f.yaml", text, Side(shared));

    private static SideFiles Side(string shared) => new([KeyValuePair.Create("shared/parts.yaml", shared)]);

    private static string WithCalendar(string name)
    {
        var at = MappingErrorTests.Sound.IndexOf("calendar:\n", StringComparison.Ordinal);
        return MappingErrorTests.Sound[..at] + $"calendar: {name}\n";
    }
}
