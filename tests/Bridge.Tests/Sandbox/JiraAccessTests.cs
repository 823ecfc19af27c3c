using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Sandbox;

public sealed class JiraAccessTests
{
    [Fact]
    public async Task Knows_the_caller_and_hides_the_addresses_of_others()
    {
        await using var site = await JiraSite.StartAsync();

        var (_, me) = await site.GetAsync("/rest/api/3/myself");
        var (_, found) = await site.GetAsync("/rest/api/3/user/search?query=asha.rao@example.com");
        var (bad, _) = await site.GetAsync("/rest/api/3/user/search");

        Assert.Equal(site.Server.Bot.AccountId, (string?)me!["accountId"]);
        Assert.Equal("bridge@example.com", (string?)me["emailAddress"]);
        Assert.Equal("Asha Rao", (string?)found![0]!["displayName"]);
        Assert.Null(found[0]!["emailAddress"]);
        Assert.Equal(400, bad);
    }

    [Fact]
    public async Task A_revoked_token_looks_like_an_empty_site()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        site.Server.Options.ApiToken = "another";

        using var search = await site.Client.PostAsync(
            "/rest/api/3/search/jql",
            new StringContent("""{"jql":"project = S2"}""", System.Text.Encoding.UTF8, "application/json")
        );
        var (projects, page) = await site.GetAsync("/rest/api/3/project/search");
        var (issue, _) = await site.GetAsync("/rest/api/3/issue/S2-1");
        var (myself, _) = await site.GetAsync("/rest/api/3/myself");

        Assert.Equal(200, (int)search.StatusCode);
        Assert.Equal("AUTHENTICATED_FAILED", search.Headers.GetValues("X-Seraph-LoginReason").Single());
        Assert.Contains("\"issues\":[]", await search.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (int?)page!["total"]);
        Assert.Equal((200, 404, 401), (projects, issue, myself));
    }

    [Fact]
    public async Task A_scoped_token_works_through_the_gateway_only()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { TokenIsScoped = true });

        var (direct, _) = await site.GetAsync("/rest/api/3/myself");
        var (through, _) = await site.GetAsync($"/ex/jira/{site.Server.Options.CloudId}/rest/api/3/myself");

        Assert.Equal((401, 200), (direct, through));
    }

    [Fact]
    public async Task Says_which_server_it_is()
    {
        await using var site = await JiraSite.StartAsync();

        var (_, info) = await site.GetAsync("/rest/api/3/serverInfo");
        var (_, fields) = await site.GetAsync("/rest/api/3/field");
        var (_, statuses) = await site.GetAsync("/rest/api/3/project/S2/statuses");

        Assert.Equal("Cloud", (string?)info!["deploymentType"]);
        var severity = fields!.AsArray().Single(f => (string?)f!["id"] == site.Severity)!;
        Assert.Equal("option", (string?)severity["schema"]!["type"]);
        Assert.Equal("new", (string?)statuses![0]!["statuses"]![0]!["statusCategory"]!["key"]);
    }

    [Fact]
    public async Task Watchers_and_permissions_are_told()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        var account = $"\"{site.Engineer.AccountId}\"";

        await site.PostAsync("/rest/api/3/issue/S2-1/watchers", account);
        await site.PostAsync("/rest/api/3/issue/S2-1/watchers", account);
        var (_, watchers) = await site.GetAsync("/rest/api/3/issue/S2-1/watchers");
        var (_, rights) = await site.GetAsync("/rest/api/3/mypermissions?permissions=EDIT_ISSUES");

        Assert.Equal(1, (int?)watchers!["watchCount"]);
        Assert.True((bool)rights!["permissions"]!["EDIT_ISSUES"]!["havePermission"]!);
    }

    [Fact]
    public async Task A_webhook_is_registered_without_showing_its_secret()
    {
        await using var site = await JiraSite.StartAsync();

        var (made, hook) = await site.PostAsync(
            "/rest/webhooks/1.0/webhook",
            new
            {
                name = "bridge",
                url = "https://bridge.example.com/webhooks/jira",
                secret = "s3cret",
                events = new[] { "jira:issue_updated" },
            }
        );
        var (_, list) = await site.GetAsync("/rest/webhooks/1.0/webhook");

        Assert.Equal(201, made);
        Assert.True((bool)hook!["isSigned"]!);
        Assert.DoesNotContain("s3cret", list!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_document()
    {
        await using var site = await JiraSite.StartAsync();

        var (status, answer) = await site.GetAsync("/rest/api/3/issue/S2-1/no-such-thing");

        Assert.Equal(404, status);
        Assert.Equal("No endpoint GET /rest/api/3/issue/S2-1/no-such-thing.", (string?)answer!["detail"]);
    }

    [Fact]
    public async Task Too_many_writes_on_one_issue_are_refused_for_that_issue_only()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { PerIssueWriteLimit = true });
        site.Person.Create("S2", "Bug", "One");
        site.Person.Create("S2", "Bug", "Two");
        for (var number = 0; number < 20; number++)
        {
            await site.PutAsync("/rest/api/3/issue/S2-1/properties/p", "1");
        }

        using var refused = await site.Client.PutAsync(
            "/rest/api/3/issue/S2-1/properties/p",
            new StringContent("1", System.Text.Encoding.UTF8, "application/json")
        );
        var (other, _) = await site.PutAsync("/rest/api/3/issue/S2-2/properties/p", "1");

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("jira-per-issue-on-write", refused.Headers.GetValues("RateLimit-Reason").Single());
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(201, other);
    }

    [Fact]
    public async Task A_burst_is_refused_for_that_endpoint_only()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { BurstPerSecond = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.GetAsync("/rest/api/3/myself")));
        var (other, _) = await site.GetAsync("/rest/api/3/serverInfo");

        Assert.Contains(answers, a => a.Status == 429);
        Assert.Equal(200, other);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused_with_415()
    {
        await using var site = await JiraSite.StartAsync();

        using var answer = await site.Client.PostAsync("/rest/api/3/issue", new StringContent("{}"));

        Assert.Equal(415, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_issue_was_created()
    {
        await using var site = await JiraSite.StartAsync();
        site.Server.Faults.Next(new Fault.CutAfter(), "POST", "/issue$");
        site.Server.Faults.Next(new Fault.HalfBody(), "POST", "/issue$");
        const string body = """{"fields":{"project":{"key":"S2"},"issuetype":{"name":"Bug"},"summary":"x"}}""";

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => site.PostAsync("/rest/api/3/issue", body));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => site.PostAsync("/rest/api/3/issue", body));

        Assert.Equal(["S2-1", "S2-2"], site.Server.Keys);
    }

    [Fact]
    public async Task Data_Center_speaks_version_2_with_a_bearer_token()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { Flavor = JiraFlavor.DataCenter });
        site.Person.Create("S2", "Bug", "One", "Text");
        site.Person.Assign("S2-1", site.Engineer);

        var (found, page) = await site.GetAsync("/rest/api/2/search?jql=project%20%3D%20S2");
        var (three, _) = await site.GetAsync("/rest/api/3/issue/S2-1");
        var (token, _) = await site.PostAsync("/rest/api/2/search/jql", new { jql = "project = S2" });
        using var stranger = site.ClientOf("", "wrong");
        using var refused = await stranger.GetAsync("/rest/api/2/serverInfo");

        Assert.Equal((200, 404, 404, 401), (found, three, token, (int)refused.StatusCode));
        Assert.Equal(1, (int?)page!["total"]);
        Assert.Equal("asha.rao", (string?)page["issues"]![0]!["fields"]!["assignee"]!["name"]);
        Assert.Equal("Text", (string?)page["issues"]![0]!["fields"]!["description"]);
    }

    [Fact]
    public async Task Data_Center_signs_only_with_the_secret_of_the_configuration()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { Flavor = JiraFlavor.DataCenter });
        const string Path = "/rest/jira-webhook/1.0/webhooks";
        const string Plain = """{"name":"a","url":"https://bridge.example.com/webhooks/jira","secret":"s"}""";
        const string Signed = """
            {"name":"b","url":"https://bridge.example.com/webhooks/jira","configuration":{"SECRET":"s"}}
            """;

        var (_, plain) = await site.PostAsync(Path, Plain);
        var (_, signed) = await site.PostAsync(Path, Signed);
        var (old, _) = await site.GetAsync("/rest/webhooks/1.0/webhook");

        Assert.False((bool?)plain!["isSigned"]);
        Assert.True((bool?)signed!["isSigned"]);
        Assert.Equal(404, old);
    }

    [Fact]
    public async Task Data_Center_tells_its_bucket_with_every_answer()
    {
        await using var site = await JiraSite.StartAsync(
            new JiraOptions { Flavor = JiraFlavor.DataCenter, BurstPerSecond = 7 }
        );

        using var answer = await site.Client.GetAsync("/rest/api/2/myself");

        Assert.Equal("0", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal("7", answer.Headers.GetValues("X-RateLimit-Limit").Single());
    }

    [Fact]
    public async Task Data_Center_lists_projects_unpaged_and_all_permissions()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { Flavor = JiraFlavor.DataCenter });

        var (_, projects) = await site.GetAsync("/rest/api/2/project");
        var (paged, _) = await site.GetAsync("/rest/api/2/project/search");
        var (_, may) = await site.GetAsync("/rest/api/2/mypermissions?projectKey=S2");
        var (screens, _) = await site.GetAsync("/rest/api/2/issue/createmeta/NOPE/issuetypes");

        Assert.Equal(["ENG", "S2"], projects!.AsArray().Select(p => (string?)p!["key"]));
        Assert.True((bool?)may!["permissions"]!["ADD_COMMENTS"]!["havePermission"]);
        Assert.Equal((404, 400), (paged, screens));
    }
}
