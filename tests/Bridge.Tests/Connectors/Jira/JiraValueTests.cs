using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Connectors.Jira;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraValueTests
{
    private static readonly TimeZoneInfo Dublin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Dublin");

    [Theory]
    [InlineData("Text", "\"x\"", "x")]
    [InlineData("Number", "3.50", "3.5")]
    [InlineData("Option", """{"id":"1","value":"Red"}""", "Red")]
    [InlineData("Option", """{"value":"EU","child":{"value":"Ireland"}}""", "EU - Ireland")]
    [InlineData("Options", """[{"value":"b"},{"value":"a"}]""", "a, b")]
    [InlineData("Named", """{"name":"High"}""", "High")]
    [InlineData("NamedList", """[{"name":"1.2"}]""", "1.2")]
    [InlineData("Labels", """["x","y"]""", "x, y")]
    [InlineData("Date", "\"2026-05-11\"", "2026-05-11")]
    [InlineData("Moment", "\"2026-05-07T12:00:00.000+0530\"", "2026-05-07T06:30:00Z")]
    [InlineData("Moment", "1492070429000", "2017-04-13T08:00:29Z")]
    [InlineData("User", """{"accountId":"a1","displayName":"Dana"}""", "Dana")]
    [InlineData("Users", """[{"accountId":"a1","displayName":"Dana"}]""", "Dana")]
    [InlineData("Flag", """[{"value":"Yes"}]""", "yes")]
    [InlineData("Flag", "null", "no")]
    [InlineData("Foreign", """[{"id":3,"name":"Sprint 3"}]""", "Sprint 3")]
    public void A_value_is_read_as_all_tools_agree_on_it(string kind, string json, string display) =>
        Assert.Equal(display, Read(kind, json)!.Display);

    [Theory]
    [InlineData("Text")]
    [InlineData("Rich")]
    [InlineData("Number")]
    [InlineData("Option")]
    [InlineData("Labels")]
    [InlineData("Date")]
    [InlineData("Moment")]
    [InlineData("User")]
    [InlineData("Users")]
    [InlineData("Foreign")]
    public void Null_reads_as_empty(string kind) => Assert.Null(Read(kind, "null"));

    [Fact]
    public void A_number_may_be_written_as_text_and_nonsense_is_refused()
    {
        Assert.Equal("3.5", Write(JiraFieldKind.Number, new FieldValue.Text("3.5")).Node!.ToJsonString());
        Assert.Contains("no number", Write(JiraFieldKind.Number, new FieldValue.Text("three")).Refusal);
    }

    [Fact]
    public void A_day_in_a_time_field_begins_at_midnight_of_the_connection_s_zone()
    {
        var value = new FieldValue.Date(new DateOnly(2026, 7, 1));
        Assert.Equal("2026-06-30T23:00:00.000+0000", Text(Write(JiraFieldKind.Moment, value)));
    }

    [Fact]
    public void A_time_in_a_day_field_is_the_day_in_the_connection_s_zone()
    {
        var value = new FieldValue.Moment(new DateTimeOffset(2026, 6, 30, 23, 30, 0, TimeSpan.Zero));
        Assert.Equal("2026-07-01", Text(Write(JiraFieldKind.Date, value)));
    }

    [Fact]
    public void Formatted_text_goes_into_a_plain_field_as_its_words() =>
        Assert.Equal("A b", Text(Write(JiraFieldKind.Text, new FieldValue.Rich("<p>A</p><p><b>b</b></p>"))));

    [Fact]
    public void An_empty_list_empties_a_list_and_null_empties_all_else()
    {
        Assert.Equal("[]", Write(JiraFieldKind.Labels, null).Node!.ToJsonString());
        Assert.Null(Write(JiraFieldKind.Option, null).Node);
        Assert.Null(Write(JiraFieldKind.Option, null).Refusal);
    }

    [Fact]
    public void A_checkbox_with_one_option_is_a_bool()
    {
        var field = new JiraField("x", "customfield_1", JiraFieldKind.Flag)
        {
            Options = [new WireAllowed { Id = "7", Value = "Yes" }],
        };
        var yes = JiraWriting.Write(field, new FieldValue.Flag(true), Dublin, JiraDialect.Cloud).Node!;
        Assert.Equal("""[{"id":"7"}]""", yes.ToJsonString());
        Assert.Equal(
            "[]",
            JiraWriting.Write(field, new FieldValue.Flag(false), Dublin, JiraDialect.Cloud).Node!.ToJsonString()
        );
    }

    [Fact]
    public void What_follows_from_other_data_cannot_be_written() =>
        Assert.NotNull(Write(JiraFieldKind.Computed, new FieldValue.Text("x")).Refusal);

    [Theory]
    [InlineData("string", null, "com.atlassian.jira.plugin.system.customfieldtypes:textfield", "Text")]
    [InlineData("string", null, "com.atlassian.jira.plugin.system.customfieldtypes:textarea", "Rich")]
    [InlineData("option", null, null, "Option")]
    [InlineData("array", "option", null, "Options")]
    [InlineData("array", "string", null, "Labels")]
    [InlineData("array", "json", null, "Foreign")]
    [InlineData("any", null, null, "Foreign")]
    [InlineData("datetime", null, null, "Moment")]
    public void A_field_is_known_by_its_schema(string type, string? items, string? custom, string kind)
    {
        var schema = new WireSchema
        {
            Type = type,
            Items = items,
            Custom = custom,
        };
        Assert.Equal(kind, JiraFields.KindOf(schema, FieldType.Text).ToString());
    }

    [Fact]
    public void The_place_of_a_release_counts_unreleased_versions_by_date_and_undated_ones_last()
    {
        ImmutableArray<WireVersion> versions =
        [
            new()
            {
                Id = "1",
                Released = true,
                ReleaseDate = "2026-01-31",
            },
            new() { Id = "2" },
            new() { Id = "3", ReleaseDate = "2026-06-30" },
            new() { Id = "4", ReleaseDate = "2026-03-31" },
            new()
            {
                Id = "5",
                Archived = true,
                ReleaseDate = "2026-02-28",
            },
        ];
        Assert.Equal(1, JiraVersions.Place(versions, new HashSet<string>(["3", "4"])));
        Assert.Equal(3, JiraVersions.Place(versions, new HashSet<string>(["2"])));
        Assert.Null(JiraVersions.Place(versions, new HashSet<string>(["1"])));
    }

    private static FieldValue? Read(string kind, string json) =>
        JiraValues.Read(Enum.Parse<JiraFieldKind>(kind), JsonDocument.Parse(json).RootElement);

    private static JiraInput Write(JiraFieldKind kind, FieldValue? value) =>
        JiraWriting.Write(new JiraField("x", "customfield_1", kind), value, Dublin, JiraDialect.Cloud);

    private static string Text(JiraInput input) => input.Node!.GetValue<string>();
}
