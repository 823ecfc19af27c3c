using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Connectors.Jira;

/// <summary>Kinds of tokens, the hosts where they are taken, and how dead ones look.</summary>
public sealed class JiraTokenTests
{
    private static readonly Bridge.Core.Planning.Effect.Update Blue = JiraRig.Update(
        values: [("team", new FieldValue.Text("Blue"))]
    );

    [Fact]
    public async Task A_token_with_scopes_is_not_taken_on_the_site()
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { TokenIsScoped = true }, bind: false);
        var failure = (await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Failure;
        Assert.Equal(FailureKind.Unauthorized, failure!.Kind);
        Assert.Contains("does not accept the credentials (401)", failure.Message);
    }

    [Fact]
    public async Task A_token_with_scopes_works_through_the_gateway_and_people_get_links_of_the_site()
    {
        await using var rig = await ThroughGatewayAsync();
        Assert.Empty((await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None)).Problems);
        var id = rig.Issue();
        Assert.IsType<Outcome.Done>(await rig.DoAsync(Blue, id));
        Assert.Equal("https://acme.example/browse/S2-1", (await rig.ReadAsync(id)).Url);
    }

    [Fact]
    public async Task A_file_is_read_through_the_gateway_although_Jira_names_the_address_of_the_site()
    {
        await using var rig = await ThroughGatewayAsync();
        await rig.Connector.BindAsync(JiraRig.Process(), JiraRig.None);
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.txt", "text/plain", "abc"u8.ToArray());
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        var opened = Assert.IsType<Opened.Got>(await rig.Connector.OpenAsync(id, file, 100, JiraRig.None)).File;
        await using (opened)
        {
            using var reader = new StreamReader(opened.Content);
            Assert.Equal("abc", await reader.ReadToEndAsync(JiraRig.None));
        }
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_told_in_the_gateway_s_words()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Faults.Next(
            new Fault.Answer(401, """{"code":401,"message":"Unauthorized; scope does not match"}"""),
            "PUT"
        );
        var failure = Assert.IsType<Outcome.Failed>(await rig.DoAsync(Blue, id)).Failure;
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Contains("scope does not match", failure.Message);
    }

    /// <summary>A quarter of the API is open to strangers and answers a dead token with 200.</summary>
    [Fact]
    public async Task A_dead_token_is_seen_on_every_kind_of_answer()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.Options.ApiToken = "revoked";

        var read = Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        var edited = Assert.IsType<Outcome.Failed>(await rig.DoAsync(Blue, id));
        var said = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Comment("<p>x</p>"), id));
        var made = Assert.IsType<Outcome.Failed>(await rig.DoAsync(JiraRig.Create()));
        var found = Assert.IsType<Found.Failed>(await rig.FindAsync(JiraRig.Create()));
        var changes = await rig.Connector.ChangedAsync("1700000000000", JiraRig.None);

        Assert.All(
            new[] { read.Failure, edited.Failure, said.Failure, made.Failure, found.Failure, changes.Failure! },
            f => Assert.Equal(FailureKind.Unauthorized, f.Kind)
        );
        Assert.Equal("1700000000000", changes.Watermark);
    }

    [Fact]
    public async Task A_token_that_works_again_is_taken_up_by_itself()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        var token = rig.Server.Options.ApiToken;
        rig.Server.Options.ApiToken = "revoked";
        Assert.IsType<ReadResult.Failed>(await rig.Connector.ReadAsync(id, JiraRig.None));
        rig.Server.Options.ApiToken = token;
        Assert.Equal("S2-1", (await rig.ReadAsync(id)).Key);
    }

    private static Task<JiraRig> ThroughGatewayAsync()
    {
        var jira = new JiraOptions { TokenIsScoped = true };
        return JiraRig.StartAsync(o => o.BaseUrl = $"{o.BaseUrl}/ex/jira/{jira.CloudId}", jira, bind: false);
    }
}
