using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Planning;
using Bridge.Hooks;
using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Alerts;

/// <summary>
/// Tells the messages of the journal. One in doubt is told again to a webhook, with the same id, as no webhook can be asked;
/// a note is looked for on its ticket by its words, which hold the id, before it is written again.
/// </summary>
public sealed class AlertSender(
    BridgeOptions options,
    AlertStore store,
    HookPoster hooks,
    ToolSet tools,
    TimeProvider time
)
{
    /// <summary>Below the lease of a message, so that nobody else has it while this may still leave.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What a person must mend is tried again so often: the settings may be right by then.</summary>
    private static readonly TimeSpan UntilMended = TimeSpan.FromMinutes(5);

    private static readonly ImmutableHashSet<string> Nobodys = [];

    /// <summary>Tells all that it is time for; answers what could not be told, a sentence each.</summary>
    public async Task<IReadOnlyList<string>> SendAsync(CancellationToken cancel)
    {
        var failures = new List<string>();
        while (await store.ClaimAsync(cancel) is { } message)
        {
            if (await this.TellAsync(message, cancel) is not { } failure)
            {
                await store.SentAsync(message, cancel);
                continue;
            }

            var now = time.GetUtcNow();
            var again = RetryPolicy.After(failure, message.Attempts, now) is NextTry.At at ? at.Time : now + UntilMended;
            await store.AgainAsync(message, failure.MayHaveHappened, again, failure.Message, cancel);
            failures.Add($"{message.Alert}: {failure.Message}");
        }

        return failures;
    }

    /// <summary>Null when it was told.</summary>
    private async Task<Failure?> TellAsync(ClaimedAlert message, CancellationToken cancel)
    {
        if (!options.Alerts.TryGetValue(message.Alert, out var alert))
        {
            return new Failure(FailureKind.Missing, "this node's settings do not have the alert");
        }

        var until = time.GetUtcNow() + Patience;
        using var right = SendRight.Under(() => time.GetUtcNow() < until);
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return alert.Webhook is { } webhook
                ? await this.PostAsync(webhook, message, both.Token)
                : await this.NoteAsync(alert, message, both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Failure(FailureKind.Unknown, $"it took longer than {Patience.TotalSeconds:0} s");
        }
    }

    private async Task<Failure?> PostAsync(string webhook, ClaimedAlert message, CancellationToken cancel)
    {
        var post = new Effect.Post(webhook, $"{message.Alert}: {message.Text}") { Key = Id(message), Reason = "alert" };
        return Why(await hooks.PostAsync(post, Id(message), cancel));
    }

    private async Task<Failure?> NoteAsync(AlertOptions alert, ClaimedAlert message, CancellationToken cancel)
    {
        if (tools.Find(alert.MailBy ?? "") is not { } tool)
        {
            return new Failure(FailureKind.Missing, $"there is no connection '{alert.MailBy}'");
        }

        var ticket = (alert.MailTicket ?? 0).ToString(CultureInfo.InvariantCulture);
        var lines = WebUtility.HtmlEncode($"{message.Alert}: {message.Text}").Split('\n');
        var note = new Effect.AddNote(
            $"<p>{string.Join("<br>", lines)}</p><p>Bridge, {Id(message)}</p>",
            [.. alert.MailTo]
        )
        {
            Key = Id(message),
            Reason = "alert",
        };
        if (message.InDoubt)
        {
            var found = await tool.FindAsync(
                note,
                ticket,
                new DateTimeOffset(DateTime.SpecifyKind(message.StartedAt, DateTimeKind.Utc)),
                Nobodys,
                cancel
            );
            switch (found)
            {
                case Found.Yes:
                    return null;
                case Found.NotYetKnown unknown:
                    return new Failure(FailureKind.Unknown, "looked for: not known yet", unknown.Wait);
                case Found.Failed { Failure: var failure }:
                    // It stays in doubt whatever stood in the way of looking.
                    return failure with
                    {
                        Kind = FailureKind.Unknown,
                    };
            }
        }

        return Why(await tool.ExecuteAsync(note, ticket, cancel));
    }

    private static Failure? Why(Outcome outcome) => (outcome as Outcome.Failed)?.Failure;

    private static string Id(ClaimedAlert message) =>
        string.Create(CultureInfo.InvariantCulture, $"alert-{message.Id}");
}
