using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Settings;

/// <summary>What each alert must have. Which processes there are is only known with the mapping files.</summary>
internal static class AlertCheck
{
    public static void Check(
        string name,
        AlertOptions alert,
        BridgeOptions options,
        ImmutableArray<string>.Builder errors
    )
    {
        var at = $"Bridge:Alerts:{name}";
        alert.Webhook = string.IsNullOrWhiteSpace(alert.Webhook) ? null : alert.Webhook;
        alert.MailBy = string.IsNullOrWhiteSpace(alert.MailBy) ? null : alert.MailBy;
        bool[] about =
        [
            alert.Findings.Count > 0,
            alert.Degraded,
            alert.OldestSignal is not null,
            alert.RefusedEffects is not null,
        ];
        if (about.Count(a => a) != 1)
        {
            errors.Add($"{at} must be about one thing: give one of Findings, Degraded, OldestSignal and RefusedEffects.");
        }

        Names(alert.Findings, Enum.GetNames<FindingKind>(), $"{at}:Findings", "kind of finding", errors);
        Names(alert.Connections, options.Connections.Keys, $"{at}:Connections", "connection", errors);
        var ofFindings = alert.Processes.Count > 0 || alert.Connections.Count > 0 || alert.OpenFor != TimeSpan.Zero;
        if (ofFindings && alert.Findings.Count == 0)
        {
            errors.Add($"{at}: Processes, Connections and OpenFor go with Findings: name the kinds, or take them out.");
        }

        if (alert.OldestSignal <= TimeSpan.Zero || alert.RefusedEffects < 0)
        {
            errors.Add($"{at}: give OldestSignal a time such as 00:10:00, and RefusedEffects a number from 0.");
        }

        if (alert.After < TimeSpan.Zero || alert.Repeat < TimeSpan.Zero || alert.OpenFor < TimeSpan.Zero)
        {
            errors.Add($"{at}: After, Repeat and OpenFor are 00:00:00 or more.");
        }

        Target(at, alert, options, errors);
    }

    /// <summary>The processes that alerts name and no mapping file has, a sentence each.</summary>
    public static IEnumerable<string> UnknownProcesses(BridgeOptions options, IReadOnlyCollection<string> processes)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, alert) in options.Alerts)
        {
            Names(alert.Processes, processes, $"Bridge:Alerts:{name}:Processes", "process", errors);
        }

        return errors;
    }

    private static void Target(
        string at,
        AlertOptions alert,
        BridgeOptions options,
        ImmutableArray<string>.Builder errors
    )
    {
        if ((alert.Webhook is null) == (alert.MailBy is null))
        {
            errors.Add($"{at} must tell one: give Webhook, or MailBy with MailTicket and MailTo.");
        }

        if (alert.Webhook is { } webhook)
        {
            Names([webhook], options.Webhooks.Keys, $"{at}:Webhook", "webhook", errors);
        }

        if (alert.MailBy is not { } mail)
        {
            return;
        }

        Names([mail], options.Connections.Keys, $"{at}:MailBy", "connection", errors);
        if (options.Connections.TryGetValue(mail, out var connection) && connection.Kind != ToolKind.Freshdesk)
        {
            errors.Add($"{at}:MailBy is '{mail}', which sends no mail: name a Freshdesk connection.");
        }

        if (alert.MailTicket is null or < 1)
        {
            errors.Add($"{at}:MailTicket is missing: give the number of a ticket, made for this, that is in no process.");
        }

        if (alert.MailTo.Count == 0 || alert.MailTo.Exists(to => !to.Contains('@', StringComparison.Ordinal)))
        {
            errors.Add($"{at}:MailTo must name agents of '{mail}' by their e-mail addresses.");
        }
    }

    private static void Names(
        IEnumerable<string> given,
        IEnumerable<string> known,
        string key,
        string what,
        ImmutableArray<string>.Builder errors
    )
    {
        var names = known.ToList();
        foreach (var one in given.Where(g => !names.Contains(g, StringComparer.OrdinalIgnoreCase)))
        {
            var near = Nearest.To(one, names, 1);
            errors.Add(
                $"{key} names '{one}', and there is no such {what}. "
                    + (
                        near is [var nearest] ? $"Did you mean '{nearest}'?"
                        : names.Count == 0 ? "There is none at all."
                        : $"There are: {string.Join(", ", names)}."
                    )
            );
        }
    }
}
