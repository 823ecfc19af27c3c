using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Jobs;

/// <summary>
/// Looks every five minutes at the webhooks that a tool lets be looked at, once over all nodes. One that the bridge itself
/// registered is woken or registered anew; anything else that is wrong becomes a finding with its cure, until it is over.
/// </summary>
public sealed partial class WebhookHealthJob(
    ToolSet tools,
    BridgeOptions options,
    WebhookMemory memory,
    GeneralFindings findings,
    ILogger<WebhookHealthJob> logger
) : IRecurringJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Longer than any due date of interest: what an older delivery said no longer matters.</summary>
    private static readonly TimeSpan FactsLast = TimeSpan.FromDays(400);

    public string Name => "webhook health";

    /// <summary>More often than the pause, so that a turn that another node left is taken soon.</summary>
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        await Task.WhenAll(tools.All.Select(tool => this.LookAsync(tool, cancel)));
        if (await memory.TakeTurnAsync("", TimeSpan.FromDays(1), cancel))
        {
            await memory.SweepAsync(FactsLast, cancel);
        }
    }

    /// <summary>The key of the finding on a connection's webhook.</summary>
    public static string Key(string connection) => $"webhook/{connection}";

    private async Task LookAsync(ITool tool, CancellationToken cancel)
    {
        if (
            tool is not IWebhookHost host
            || WebhookAddress.Of(options.PublicUrl, tool.Name) is not { } address
            || !await memory.TakeTurnAsync(tool.Name, Pause, cancel)
        )
        {
            return;
        }

        var state = await host.LookAsync(address, cancel);
        var ill =
            state.Condition is WebhookCondition.Missing or WebhookCondition.WrongEvents or WebhookCondition.Suspended;
        if (ill && state.ByBridge)
        {
            Log.Mending(logger, tool.Name, state.Words);
            state = await host.MendAsync(address, cancel);
        }

        await this.TellAsync(tool.Name, state, cancel);
    }

    private async Task TellAsync(string connection, WebhookState state, CancellationToken cancel)
    {
        var passing =
            state.Condition == WebhookCondition.CannotTell
            && state.Failure
                is { Kind: FailureKind.Busy or FailureKind.Offline or FailureKind.Unknown or FailureKind.Conflict or FailureKind.Paused };
        if (passing)
        {
            Log.NotNow(logger, connection, state.Words);
        }
        else if (state.Condition == WebhookCondition.Healthy)
        {
            await findings.CloseAsync(Key(connection), cancel);
        }
        else
        {
            await findings.OpenAsync(
                FindingKind.Webhook,
                Key(connection),
                $"Webhook of the connection '{connection}': {state.Words}. {state.Cure}".Trim(),
                cancel
            );
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The webhook of {Connection} is mended: {Words}")]
        public static partial void Mending(ILogger logger, string connection, string words);

        [LoggerMessage(LogLevel.Information, "The webhook of {Connection} could not be looked at now: {Words}")]
        public static partial void NotNow(ILogger logger, string connection, string words);
    }
}
