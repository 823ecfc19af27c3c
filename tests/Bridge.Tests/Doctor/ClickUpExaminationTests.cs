using Bridge.Connectors;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Doctor;

public sealed class ClickUpExaminationTests
{
    [Fact]
    public async Task A_token_that_is_taken_is_told_with_its_user()
    {
        await using var server = await StartAsync();
        using var patient = new Patient(Options(server));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal((Mark.Good, "the token is of Bridge (id 1001)"), (found.Mark, found.Found));
    }

    [Fact]
    public async Task A_dead_token_is_told_with_ClickUp_s_own_code()
    {
        await using var server = await StartAsync();
        using var patient = new Patient(Options(server, token: "pk_canary"));
        var found = await patient.OneAsync(Checks.Credentials);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains("(401, OAUTH_", found.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, Mark.Note, "owns the workspace")]
    [InlineData(2, Mark.Note, "administrates the workspace")]
    [InlineData(3, Mark.Good, "ordinary member")]
    [InlineData(4, Mark.Problem, "is a guest")]
    public async Task The_role_is_told_when_it_is_too_much_or_too_little(int role, Mark mark, string words)
    {
        await using var server = await StartAsync(new ClickUpUser(1001, "Bridge", "b@example.com", "UTC", role));
        using var patient = new Patient(Options(server));
        var found = await patient.OneAsync(Checks.Permissions);
        Assert.Equal(mark, found.Mark);
        Assert.Contains(words, found.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_the_token_does_not_see_is_told_with_those_it_sees()
    {
        await using var server = await StartAsync();
        var options = Options(server);
        options.WorkspaceId = "4711";
        using var patient = new Patient(options);
        var found = await patient.OneAsync(Checks.Permissions);
        Assert.Equal(Mark.Problem, found.Mark);
        Assert.Contains($"it sees {server.TeamId}", found.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Dublin", "Europe/Dublin", Mark.Good)]
    [InlineData("UTC", "Etc/UTC", Mark.Good)]
    [InlineData("America/Los_Angeles", "Europe/Dublin", Mark.Problem)]
    public async Task A_time_zone_that_differs_from_the_settings_is_told(string users, string set, Mark mark)
    {
        await using var server = await StartAsync(new ClickUpUser(1001, "Bridge", "b@example.com", users));
        var options = Options(server);
        options.Zone = set;
        using var patient = new Patient(options);
        Assert.Equal(mark, (await patient.OneAsync(Checks.Zone)).Mark);
    }

    [Fact]
    public async Task A_missing_webhook_is_told_and_registered_when_asked_for()
    {
        await using var server = await StartAsync();
        using (var look = new Patient(Options(server)))
        {
            var missing = await look.OneAsync(Checks.Webhook);
            Assert.Equal(Mark.Problem, missing.Mark);
            Assert.Contains("bridge doctor --fix", missing.Cure, StringComparison.Ordinal);
        }

        using var patient = new Patient(Options(server), fix: true);
        var mended = await patient.OneAsync(Checks.Webhook);
        Assert.Equal(Mark.Good, mended.Mark);
        Assert.StartsWith("mended: ", mended.Found, StringComparison.Ordinal);
        Assert.Single(server.GetWebhooks());
    }

    private static async Task<ClickUpServer> StartAsync(ClickUpUser? integration = null)
    {
        var options = new ClickUpOptions();
        var server = new ClickUpServer(
            TimeProvider.System,
            integration is null ? options : options with { Integration = integration }
        );
        await server.StartAsync();
        return server;
    }

    private static ConnectionOptions Options(ClickUpServer server, string? token = null) =>
        new()
        {
            Kind = ToolKind.ClickUp,
            BaseUrl = server.BaseUrl,
            Token = token ?? server.Options.Token,
            WorkspaceId = server.TeamId,
        };
}
