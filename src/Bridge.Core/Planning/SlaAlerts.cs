using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Time;

namespace Bridge.Core.Planning;

/// <summary>
/// What a stage's clock leads to: warnings, the breach and its repetitions, steps of escalation. Each once per visit; what
/// came later silences what it makes stale.
/// </summary>
internal static class SlaAlerts
{
    private const decimal Whole = 1;

    public static void Decide(Draft draft, Stage stage, SlaClock clock)
    {
        var rule = draft.Process.Sla ?? new SlaRule();
        var used = Used(rule, stage, clock, draft.Now);
        var text = Text(draft, stage, clock, used);
        if (used > 0)
        {
            draft.Find(FindingKind.Sla, $"sla/{stage.Name}", text);
        }

        if (clock.Stands)
        {
            draft.Decide(DecisionKind.Notes, $"the SLA clock of {stage.Name} stands in {draft.Observed.Ticket.Status}");
        }

        Wake(draft, stage, clock, rule);
        if (!Quiet(draft, rule))
        {
            var tell = ImmutableArray.CreateBuilder<string>();
            var say = IsNews(draft, clock, rule);
            if (say)
            {
                tell.AddRange(draft.Process.Gates.Leads);
            }

            say |= SlaSteps.Take(draft, stage, clock, rule, text, tell);
            if (say)
            {
                Say(draft, text, [.. tell.Distinct(StringComparer.OrdinalIgnoreCase)]);
            }
        }

        SlaSteps.Write(draft, rule);
    }

    /// <summary>The greatest share that was reached of those that mean something: 1 is the breach, 0 none yet.</summary>
    public static decimal Used(SlaRule rule, Stage stage, SlaClock clock, DateTimeOffset now) =>
        clock.When(Whole) <= now
            ? Whole
            : rule
                .WarnAt.Concat(SlaSteps.In(rule, stage).Select(s => s.At))
                .Where(share => share < Whole && clock.When(share) <= now)
                .DefaultIfEmpty(0)
                .Max();

    /// <summary>The notice that a case keeps of a warning that was given.</summary>
    public static string Warning(RunningClock running, decimal share) =>
        share == 0.75m
            ? $"sla/warning/{SlaSteps.Visit(running)}"
            : $"sla/warning/{SlaSteps.Visit(running)}/{Percent(share)}";

    /// <summary>Likewise of a breach.</summary>
    public static string Breach(RunningClock running) => $"sla/breach/{SlaSteps.Visit(running)}";

    /// <summary>True when there is a warning, a breach or its repetition that was not told yet.</summary>
    private static bool IsNews(Draft draft, SlaClock clock, SlaRule rule)
    {
        var breach = Breach(clock.Running);
        var say = false;
        if (Reached(draft, clock, rule, Whole))
        {
            say = draft.FirstTime(breach);
            foreach (var repeat in Repeats(draft, clock, rule).TakeWhile(r => r.At <= draft.Now))
            {
                say |= !clock.Stands & draft.FirstTime($"{breach}/{repeat.Number}");
            }
        }
        else if (!draft.Case.Notices.Contains(breach))
        {
            foreach (var share in rule.WarnAt.Where(share => Reached(draft, clock, rule, share)))
            {
                say |= draft.FirstTime(Warning(clock.Running, share));
            }
        }

        return say;
    }

    /// <summary>True while a tag on the ticket keeps everybody from being told; said as soon as it is gone.</summary>
    private static bool Quiet(Draft draft, SlaRule rule)
    {
        var tagged =
            rule.QuietTag is { } tag
            && draft.Observed.Ticket.Values[FieldNames.Tags] is FieldValue.List tags
            && tags.Values.Contains(tag, StringComparer.OrdinalIgnoreCase);
        draft.Case = draft.Case with { QuietSince = tagged ? draft.Case.QuietSince ?? draft.Now : null };
        if (draft.Case.QuietSince is not { } since)
        {
            return false;
        }

        if (rule.QuietAtMost is { } most)
        {
            if (since + most <= draft.Now)
            {
                return false;
            }

            draft.WakeAt(since + most, $"end of the silence of {rule.QuietTag}");
        }

        draft.Decide(DecisionKind.Skips, $"the ticket has the tag {rule.QuietTag}: nobody is told of its SLA");
        return true;
    }

    /// <summary>The next moment at which there is something to say or to do.</summary>
    private static void Wake(Draft draft, Stage stage, SlaClock clock, SlaRule rule)
    {
        var shares = rule.WarnAt.Append(Whole).Concat(SlaSteps.In(rule, stage).Select(s => s.At));
        var moments = shares
            .Select(clock.When)
            .OfType<DateTimeOffset>()
            .SelectMany(at => new[] { at, at + rule.For })
            .Concat(clock.Stands ? [] : Repeats(draft, clock, rule).Select(r => r.At))
            .Where(at => at > draft.Now)
            .Order()
            .ToList();
        if (moments.Count > 0)
        {
            draft.WakeAt(moments[0], $"SLA of {stage.Name}");
        }
    }

    private static IEnumerable<(int Number, DateTimeOffset At)> Repeats(Draft draft, SlaClock clock, SlaRule rule)
    {
        if (rule.Repeat is not { } repeat || clock.When(Whole) is not { } due)
        {
            yield break;
        }

        var every = repeat.Every.Length(draft.Process.Calendar);
        for (var i = 1; i <= repeat.AtMost; i++)
        {
            var at =
                repeat.Every.Working is not null && draft.Process.Calendar is { } calendar
                    ? WorkingTime.Add(calendar, due + rule.For, every * i)
                    : due + rule.For + (every * i);
            yield return (i, at);
        }
    }

    internal static bool Reached(Draft draft, SlaClock clock, SlaRule rule, decimal share) =>
        clock.When(share) + rule.For <= draft.Now;

    /// <summary>An alarm is only raised over a ticket that was read just now.</summary>
    private static void Say(Draft draft, string text, ImmutableArray<string> notify)
    {
        draft.Touch(Side.Helpdesk);
        draft.Note($"<p>{WebUtility.HtmlEncode(text)}</p>", text, notify);
        draft.Decide(DecisionKind.Does, text);
        if (!notify.IsEmpty)
        {
            draft.Decide(DecisionKind.Does, $"notifies {string.Join(", ", notify)}");
        }
    }

    private static string Text(Draft draft, Stage stage, SlaClock clock, decimal share)
    {
        var owner = stage.Owner.Length > 0 ? stage.Owner : "its owner";
        var limit = clock.Running.Limit;
        var due = clock.When(Whole) is { } at ? Shown(draft, at) : null;
        return share >= Whole ? $"SLA of {stage.Name} is over: {owner} had {limit}, until {due}."
            : due is null
                ? $"SLA of {stage.Name} stands: {owner} has used {Percent(share)} of {limit}, and the ticket is {draft.Observed.Ticket.Status}."
            : $"SLA of {stage.Name} ends at {due}: {owner} has used {Percent(share)} of {limit}.";
    }

    private static string Shown(Draft draft, DateTimeOffset at)
    {
        var zone = draft.Process.Calendar?.Zone;
        var local = zone is null ? at.ToUniversalTime() : Zones.Local(zone, at);
        return $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {zone ?? "UTC"}";
    }

    internal static string Percent(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
