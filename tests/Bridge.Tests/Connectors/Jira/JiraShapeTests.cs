using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Connectors.Jira;
using Bridge.Core.Delivery;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Jira;

/// <summary>An answer of a shape that the connector does not know is a failure that names it, never an empty value.</summary>
public sealed class JiraShapeTests
{
    [Theory]
    [InlineData("""{}""", "an issue with its id")]
    [InlineData("""{"id":"1","key":"S2-1"}""", "no issue with fields")]
    [InlineData("""[]""", "readable JSON")]
    [InlineData("""null""", "what was asked for")]
    [InlineData("""{"id":"1","key":"S2-1","fields":{"comment":{"total":3}}}""", "a list of comments")]
    public async Task An_issue_of_an_unknown_shape(string body, string words)
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", "/issue/");
        var failed = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
        Assert.Contains(words, failed.Failure.Message);
    }

    [Theory]
    [InlineData("""{"isLast":true}""", "a list of issues")]
    [InlineData("""{"issues":[{"key":"S2-1"}],"isLast":true}""", "an issue with its id")]
    public async Task A_search_of_an_unknown_shape_keeps_the_watermark(string body, string words)
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", "/search/jql");
        var changes = await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);
        Assert.Contains(words, changes.Failure!.Message);
        Assert.Equal("1700000000000", changes.Watermark);
    }

    [Theory]
    [InlineData("""{}""", "an issue with its id")]
    [InlineData(
        """{"id":"1","key":"S2-1","fields":{"status":{"name":"To Do"}},"transitions":[{"name":"Go"}]}""",
        "transitions with their statuses"
    )]
    public async Task A_look_before_a_transition_of_an_unknown_shape_moves_nothing(string body, string words)
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", "/issue/");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Update("Triage"), id));
        Assert.Contains(words, failed.Failure.Message);
        Assert.Equal("To Do", rig.See(id).Status);
    }

    [Fact]
    public async Task A_create_that_tells_no_id_is_in_doubt()
    {
        await using var rig = await JiraRig.StartAsync();
        rig.Server.Faults.Next(new Fault.Answer(201, """{"ok":true}"""), "POST", "/issue$");
        var failed = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Create()));
        Assert.True(failed.Failure.MayHaveHappened);
    }

    [Theory]
    [InlineData("/project/S2$", "[]")]
    [InlineData("/project/S2$", "{}")]
    [InlineData("/issuetypes\\?", """{"values":[{"name":"Bug"}],"isLast":true}""")]
    [InlineData("/field$", """[{"name":"x"}]""")]
    [InlineData("/statuses$", "{}")]
    [InlineData("/issuetypes\\?", """{"total":1}""")]
    [InlineData("/resolution/search", """{"total":1}""")]
    [InlineData("/myself$", "{}")]
    public async Task What_a_process_is_bound_to_must_be_told(string path, string body)
    {
        await using var rig = await JiraRig.StartAsync(bind: false);
        rig.Server.Faults.Next(new Fault.Answer(200, body), "GET", path);
        Assert.NotNull((await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure);
    }

    [Theory]
    [InlineData("Atl-Traceid")]
    [InlineData("X-Arequestid")]
    public void A_failure_names_the_request_by_which_Atlassian_finds_it(string header)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(header, "4f0c2e");
        var answer = new ToolAnswer { Status = 502, Headers = response.Headers };
        Assert.EndsWith("(request 4f0c2e)", JiraFailures.Unreadable(answer, "JSON").Message, StringComparison.Ordinal);
        var failure = JiraFailures.Of(answer, JiraDialect.Cloud, DateTimeOffset.UnixEpoch);
        Assert.EndsWith("(request 4f0c2e)", failure!.Message, StringComparison.Ordinal);
    }
}
