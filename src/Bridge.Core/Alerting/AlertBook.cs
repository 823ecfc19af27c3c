using System.Collections.Immutable;

namespace Bridge.Core.Alerting;

/// <summary>What follows for an alert: its groups from now on, and the messages to tell.</summary>
public sealed record AlertPage(ImmutableArray<AlertGroup> Groups, ImmutableArray<AlertMessage> Messages);

/// <summary>Decides what of an alert is told, from what is known of its groups and what stands now.</summary>
public static class AlertBook
{
    /// <summary>
    /// The groups that stand from now on, and what is to be told. Deciding once more with what came of it tells nothing.
    /// </summary>
    public static AlertPage Next(
        AlertPace pace,
        IReadOnlyCollection<AlertGroup> known,
        IReadOnlyCollection<AlertStanding> standing,
        DateTimeOffset now
    )
    {
        var groups = ImmutableArray.CreateBuilder<AlertGroup>();
        var messages = ImmutableArray.CreateBuilder<AlertMessage>();
        foreach (var stands in standing)
        {
            var group = known.FirstOrDefault(g => g.Name == stands.Name) ?? new AlertGroup(stands.Name, now, 0, null);
            if (Due(pace, group, now) is { } moment)
            {
                group = group with { Told = group.Told + 1, ToldAt = now };
                messages.Add(new AlertMessage(group.Name, group.Since, group.Told, moment, stands.Text));
            }

            groups.Add(group);
        }

        foreach (var over in known.Where(g => g.Told > 0 && standing.All(s => s.Name != g.Name)))
        {
            if (pace.TellWhenOver)
            {
                messages.Add(
                    new AlertMessage(over.Name, over.Since, over.Told + 1, AlertMoment.Over, $"Over: {over.Name}.")
                );
            }
        }

        return new AlertPage(groups.ToImmutable(), messages.ToImmutable());
    }

    private static AlertMoment? Due(AlertPace pace, AlertGroup group, DateTimeOffset now) =>
        group.ToldAt is not { } last ? (now - group.Since >= pace.After ? AlertMoment.First : null)
        : pace.Repeat > TimeSpan.Zero && now - last >= pace.Repeat ? AlertMoment.Repeat
        : null;
}
