using System.Text.Json;
using Bridge.Connectors.Jira;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraRecordingTests
{
    [Fact]
    public void A_documented_issue_is_readable()
    {
        var issue = Read("spec-examples/get-issue.200.json", JiraJson.Default.WireIssue);
        Assert.NotNull(issue.Id);
        Assert.NotNull(issue.Key);
        Assert.NotEmpty(issue.Fields!);
    }

    [Fact]
    public void Recorded_fields_are_readable() =>
        Assert.All(Read("rest/gojira-all_fields.json", JiraJson.Default.ListWireField), f => Assert.NotNull(f.Id));

    [Fact]
    public void Recorded_transitions_are_readable() =>
        Assert.All(
            Read("rest/gojira-transitions.json", JiraJson.Default.WireTransitions).Transitions!,
            t => Assert.NotNull(t.To?.Name)
        );

    [Fact]
    public void A_recorded_edit_screen_is_readable() =>
        Assert.NotEmpty(Read("rest/jtm-editmeta.json", JiraJson.Default.WireScreen).Fields!);

    [Fact]
    public void Documented_comments_versions_and_statuses_are_readable()
    {
        Assert.NotEmpty(Read("spec-examples/comments-page.200.json", JiraJson.Default.WireCommentPage).Comments!);
        Assert.NotEmpty(Read("spec-examples/project-statuses.200.json", JiraJson.Default.ListWireIssueType));
        Assert.NotEmpty(
            Read("spec-examples/createmeta-fields.200.json", JiraJson.Default.WirePageWireScreenField).Items
        );
        Assert.NotEmpty(Read("spec-examples/search-jql.200.json", JiraJson.Default.WireSearchPage).Issues!);
    }

    private static T Read<T>(string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var path = Path.Combine(JiraWebhookTests.Fixtures(), file);
        Assert.SkipUnless(File.Exists(path), "the recorded answers are not there");
        return JsonSerializer.Deserialize(File.ReadAllText(path), type)!;
    }
}
