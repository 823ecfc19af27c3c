using Bridge.Connectors;
using Bridge.Connectors.Budgets;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Delivery;
using Bridge.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>A key that was replaced in its file while the bridge runs.</summary>
public sealed class FreshdeskKeyRotationTests : IAsyncLifetime
{
    private readonly string file = Path.GetTempFileName();
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => this.desk = await Desk.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await this.desk.DisposeAsync();
        File.Delete(this.file);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_looked_for_in_its_file_once_and_the_request_goes_through()
    {
        var ticket = this.desk.NewTicket();
        using var tool = this.Connect("dead-key", "fd-key");
        var read = await tool.ReadAsync($"{ticket}", CancellationToken.None);

        Assert.IsType<ReadResult.Got>(read);
        Assert.Equal(401, this.desk.Server.Calls.All[0].Status);
        Assert.Equal(200, this.desk.Server.Calls.All[^1].Status);
    }

    [Fact]
    public async Task A_key_that_is_refused_and_is_the_same_in_its_file_is_not_sent_again()
    {
        var ticket = this.desk.NewTicket();
        using var tool = this.Connect("dead-key", "dead-key");
        var read = Assert.IsType<ReadResult.Failed>(await tool.ReadAsync($"{ticket}", CancellationToken.None));

        Assert.Equal(FailureKind.Unauthorized, read.Failure.Kind);
        Assert.Distinct(this.desk.Server.Calls.All.Select(c => c.Path));
        Assert.DoesNotContain("dead-key", read.Failure.Message, StringComparison.Ordinal);
    }

    private FreshdeskConnector Connect(string key, string inFile)
    {
        File.WriteAllText(this.file, inFile);
        var options = new BridgeOptions();
        options.Connections["desk"] = new ConnectionOptions
        {
            Kind = ToolKind.Freshdesk,
            BaseUrl = this.desk.Server.BaseUrl,
            ApiKey = key,
            ApiKeyFile = this.file,
        };
        var watch = new SecretWatch(options, null, this.desk.Clock, NullLogger<SecretWatch>.Instance);
        this.desk.Server.Calls.Clear();
        return new FreshdeskConnector(
            "desk",
            options.Connections["desk"],
            new HttpClient(),
            this.desk.Clock,
            NullLogger.Instance,
            new ConnectorTies(new SoleShare(this.desk.Clock), watch.Of("desk"))
        );
    }
}
