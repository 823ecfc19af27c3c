using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Time;

namespace Bridge.Core.Reporting;

/// <summary>Counts cases, one after the other in any order, into the report of a process and a period.</summary>
public sealed class ReportBuilder
{
    private readonly ProcessMapping process;
    private readonly Period period;
    private readonly (DateTimeOffset From, DateTimeOffset To) span;
    private readonly SlaCount sla;
    private readonly BacklogCount backlog;
    private readonly Dictionary<string, List<double>> hours = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string From, string To), int> ways = [];
    private readonly ImmutableArray<FigureCount> figures;
    private (int CameIn, int Resolved, int Unresolved, int Reopened) volume;
    private (int Of, int All) firstContact;
    private int bounced;

    public ReportBuilder(ProcessMapping process, Period period)
    {
        this.process = process;
        this.period = period;
        var end = Zones.StartOf(period.Zone, period.To.AddDays(1));
        this.span = (Zones.StartOf(period.Zone, period.From), end < period.At ? end : period.At);
        this.sla = new SlaCount(process);
        this.backlog = new BacklogCount(period);
        this.figures = [.. process.Metrics.Own.Select(metric => new FigureCount(metric, period.Zone))];
    }

    /// <summary>Counts a case of the process.</summary>
    /// <param name="ticket">Fields of the ticket as last read, for conditions that ask for one that is no field of the process.</param>
    public void Add(Case one, FieldBag ticket)
    {
        var bounces = 0;
        for (var i = 0; i < one.Visits.Length; i++)
        {
            var visit = one.Visits[i];
            var left = i + 1 < one.Visits.Length ? one.Visits[i + 1].At : (DateTimeOffset?)null;
            this.Visit(one, i, visit, left);
            if (this.IsIn(visit.At))
            {
                bounces += this.Entered(one, i, visit) ? 1 : 0;
            }
        }

        this.bounced += bounces > 0 ? 1 : 0;
        foreach (var figure in this.figures)
        {
            figure.Add(one, name => this.Value(one, ticket, name), this.IsIn);
        }
    }

    /// <summary>The report of all that was added.</summary>
    public Report Build()
    {
        var days = this.backlog.Days();
        return new Report
        {
            Process = this.process.Name,
            Owner = this.process.Owner,
            Period = this.period,
            Volume = new Volume(
                this.volume.CameIn,
                this.volume.Resolved,
                this.volume.Unresolved,
                this.volume.Reopened,
                this.backlog.AtStart,
                days.IsEmpty ? this.backlog.AtStart : days[^1].Open
            ),
            Sla = this.sla.Total(this.process.Name),
            SlaByStage = this.sla.ByStage(),
            SlaByOwner = this.sla.ByOwner(),
            TimeInStage =
            [
                .. this
                    .process.Stages.Where(s => this.hours.ContainsKey(s.Name))
                    .Select(s => Quantiles.Of(s, this.hours[s.Name], this.process.Calendar is not null)),
            ],
            Bounces = new Bounces(
                this.ways.Values.Sum(),
                this.bounced,
                [
                    .. this
                        .ways.Select(way => new BounceWay(way.Key.From, way.Key.To, way.Value))
                        .OrderByDescending(way => way.Moves)
                        .ThenBy(way => way.From, StringComparer.Ordinal),
                ]
            ),
            FirstContact = new Share(this.firstContact.Of, this.firstContact.All),
            Backlog = days,
            Figures = [.. this.figures.Select(f => f.Build())],
        };
    }

    private bool IsIn(DateTimeOffset at) => at >= this.span.From && at < this.span.To;

    private bool IsEnd(string stage) => this.process.Stage(stage) is { Outcome: not StageOutcome.None };

    /// <summary>What a stay in a stage adds, from its beginning until it was left (null: not yet).</summary>
    private void Visit(Case one, int index, StageVisit visit, DateTimeOffset? left)
    {
        if (this.IsEnd(visit.Stage))
        {
            return;
        }

        this.backlog.Add(visit.Stage, visit.At, left);
        if (left is { } end && this.IsIn(end))
        {
            if (visit.Sla is { } result)
            {
                this.sla.Add(visit.Stage, result.Owner, result.Breached);
            }

            var time = this.process.Calendar is { } calendar
                ? WorkingTime.Between(calendar, visit.At, end)
                : end - visit.At;
            if (!this.hours.TryGetValue(visit.Stage, out var all))
            {
                this.hours[visit.Stage] = all = [];
            }

            all.Add(time.TotalHours);
        }
        else if (left is null && one.Clock is { } running && running.Visit == index + 1)
        {
            var due = SlaClock.Of(this.process, one, running).When(1);
            if (due < this.span.To && this.process.Stage(visit.Stage) is { } stage)
            {
                this.sla.Add(stage.Name, stage.Owner, breached: true);
            }
        }
    }

    /// <summary>What the entering of a stage adds; true when it was a move back.</summary>
    private bool Entered(Case one, int index, StageVisit visit)
    {
        var before = index == 0 ? null : one.Visits[index - 1].Stage;
        var wasEnd = before is not null && this.IsEnd(before);
        switch (this.process.Stage(visit.Stage)?.Outcome)
        {
            case StageOutcome.Resolved:
                this.volume.Resolved++;
                this.firstContact.All++;
                this.firstContact.Of += this.IsFirstContact(one, index) ? 1 : 0;
                break;
            case StageOutcome.Unresolved:
                this.volume.Unresolved++;
                break;
            default:
                this.volume.CameIn += before is null ? 1 : 0;
                this.volume.Reopened += wasEnd ? 1 : 0;
                break;
        }

        if (before is null || this.process.IndexOf(visit.Stage) >= this.process.IndexOf(before))
        {
            return false;
        }

        this.ways[(before, visit.Stage)] = this.ways.GetValueOrDefault((before, visit.Stage)) + 1;
        return true;
    }

    private bool IsFirstContact(Case one, int resolved) =>
        one
            .Visits.Take(resolved)
            .All(v =>
                this.process.Metrics.FirstContactStage is { } first
                    ? string.Equals(v.Stage, first, StringComparison.OrdinalIgnoreCase)
                    : this.process.Stage(v.Stage) is not { Tracker.IsEmpty: false }
            );

    private FieldValue? Value(Case one, FieldBag ticket, string name) =>
        this.process.Field(name) is { } rule ? one.Base.GetValueOrDefault(rule.Name)?.Agreed : ticket[name];
}
