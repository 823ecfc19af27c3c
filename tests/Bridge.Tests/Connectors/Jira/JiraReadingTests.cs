using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraReadingTests
{
    [Fact]
    public async Task An_issue_is_read_with_all_bound_fields_in_one_call()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var dana = rig.Server.As(rig.Dana);
        dana.Choose(id, rig.Severity, "High");
        dana.Set(id, rig.RootCause, "A *bold* wire");
        dana.SetDueDate(id, new DateOnly(2026, 5, 11));
        dana.SetLabels(id, "one", "two");
        rig.Server.Calls.Clear();

        var seen = await rig.ReadAsync(id);

        Assert.Equal(1, rig.Calls("GET", "/"));
        Assert.Equal("S2-1", seen.Key);
        Assert.Equal(id, seen.Id);
        Assert.Equal("https://acme.example/browse/S2-1", seen.Url);
        Assert.Equal("To Do", seen.Status);
        Assert.Null(seen.Resolution);
        Assert.Equal(rig.See(id).Updated.ToUnixTimeMilliseconds(), seen.Version);
        Assert.Equal(new FieldValue.Choice("High"), seen.Values["Severity"]);
        Assert.Contains("bold", Assert.IsType<FieldValue.Rich>(seen.Values["Root cause"]).Html);
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 5, 11)), seen.Values[FieldNames.DueDate]);
        Assert.Equal(new FieldValue.List(["two", "one"]), seen.Values[FieldNames.Tags]);
        Assert.True(seen.Values.Has("team"));
        Assert.Null(seen.Values["team"]);
    }

    [Fact]
    public async Task The_release_date_and_the_place_of_the_earliest_fix_version_are_told()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).SetFixVersions(id, "1.2");
        var seen = await rig.ReadAsync(id);
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 6, 30)), seen.Values[FieldNames.FixVersionDate]);
        Assert.Equal(new FieldValue.Number(2), seen.Values[FieldNames.ReleasesAhead]);
        Assert.Equal(new FieldValue.List(["1.2"]), seen.Values[FieldNames.FixVersions]);
    }

    [Fact]
    public async Task Comments_come_oldest_first_and_say_whose_they_are()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Comment(id, "first");
        await rig.DoAsync(JiraRig.Comment("<p>second</p>"), id);
        var comments = (await rig.ReadAsync(id)).Comments;
        Assert.Equal([false, true], comments.Select(c => c.ByBridge));
        Assert.Contains("first", comments[0].Html);
        Assert.Equal("Dana Field", comments[0].Author);
    }

    [Fact]
    public async Task Comments_beyond_the_embedded_page_are_read_too()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var dana = rig.Server.As(rig.Dana);
        for (var i = 0; i < 130; i++)
        {
            dana.Comment(id, $"comment {i}");
        }

        var comments = (await rig.ReadAsync(id)).Comments;
        Assert.Equal(130, comments.Length);
        Assert.Contains("comment 129", comments[^1].Html);
    }

    [Fact]
    public async Task A_moved_issue_is_found_by_its_id_and_tells_its_new_key()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Server.Setup.Project("OPS", "Operations", p => p.IssueTypes("Bug"));
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Move(id, "OPS");
        Assert.Equal("OPS-1", (await rig.ReadAsync(id)).Key);
    }

    [Fact]
    public async Task An_issue_that_is_gone_is_unreachable()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Delete(id);
        Assert.Equal(Presence.Unreachable, (await rig.ReadAsync(id)).Presence);
    }

    [Fact]
    public async Task A_half_answer_is_unknown()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.HalfBody(), times: 3);
        var read = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        Assert.Equal(FailureKind.Unknown, read.Failure.Kind);
    }

    [Fact]
    public async Task A_merged_version_is_the_other_one_for_its_issues()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).SetFixVersions(id, "1.1");
        rig.Server.Releases.Delete(rig.Dana, "S2", "1.1", mergeInto: "1.2");
        var values = (await rig.ReadAsync(id)).Values;
        Assert.Equal(new FieldValue.Date(new DateOnly(2026, 6, 30)), values[FieldNames.FixVersionDate]);
        Assert.Equal(new FieldValue.Number(1), values[FieldNames.ReleasesAhead]);
    }
}
