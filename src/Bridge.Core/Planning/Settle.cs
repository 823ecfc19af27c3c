using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What a case knows once an effect has ended.</summary>
public static class Settle
{
    /// <summary>The effect is done: its side now shows what it wrote.</summary>
    public static Case Done(ProcessMapping? process, Case before, PlannedEffect planned, Written written)
    {
        var (effect, settlement) = planned;
        var side = effect.Side;
        var next = before;
        if (written.Version is { } version)
        {
            next = next.WithSeen(side, next.Seen(side).AfterWrite(version));
        }

        if (written.CommentId is { } comment)
        {
            next = next with { OwnComments = next.OwnComments.Add(Case.CommentId(side, comment)) };
        }

        next = next with { Carried = CarriedOver.Done(next.Carried, effect, written) };
        if (effect is Effect.DraftArticle && written.ArticleUrl is { } article)
        {
            next = next with { Article = article };
        }

        if (effect is Effect.CreateItem or Effect.LinkItem && written.Item is { } item)
        {
            next = next with { Item = item, ItemPlanned = false };
        }

        foreach (var (name, value) in settlement.Fields)
        {
            var known = next.Base.GetValueOrDefault(name) ?? FieldBase.Nothing;
            next = next with
            {
                Base = next.Base.SetItem(name, known.With(side, AsKept(process, side, name, value, written))),
            };
        }

        if (settlement.Stage is { } stage)
        {
            next = next with
            {
                StageBase = next.StageBase.With(side, stage),
                Owed = next.Owed == side ? null : next.Owed,
            };
        }

        if (!settlement.Steps.IsEmpty)
        {
            next = next with { StepsOwed = [.. next.StepsOwed.Except(settlement.Steps)] };
        }

        return
            settlement.EntryActions is { } entered
            && string.Equals(next.EntryActions, entered, StringComparison.Ordinal)
            ? next with
            {
                EntryActions = null,
            }
            : next;
    }

    /// <summary>The tool refused some of an update: the rest is settled, the refused facets wait for a person.</summary>
    public static Case Partly(
        ProcessMapping process,
        Case before,
        PlannedEffect planned,
        Outcome.Partly outcome,
        DateTimeOffset now
    )
    {
        var settlement = planned.Settlement;
        var side = planned.Effect.Side;
        var refused = process
            .Fields.Where(f => f.On(side) is { } name && outcome.RefusedFields.Has(name))
            .Select(f => f.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var actionsRefused =
            outcome.RefusedFields.Has(FieldNames.Group) || outcome.RefusedFields.Has(FieldNames.Priority);
        var rest = new Settlement(
            FieldBag.Of(settlement.Fields.Where(f => !refused.Contains(f.Key))),
            outcome.StatusRefused ? null : settlement.Stage,
            actionsRefused ? null : settlement.EntryActions
        )
        {
            Steps = actionsRefused ? [] : settlement.Steps,
        };
        var next = Done(process, before, planned with { Settlement = rest }, outcome.Written);
        if (RetryPolicy.After(outcome.Failure, 1, now) is NextTry.At)
        {
            // Cut short, not refused: the next plan sees what is still to be written.
            return next;
        }

        foreach (var name in refused)
        {
            next = Remember(
                next,
                Facets.Of(side, name),
                next.Base[name].Agreed?.Display ?? "",
                outcome.Failure,
                now,
                name
            );
        }

        if (outcome.StatusRefused && settlement.Stage is { } stage)
        {
            next = Remember(next, Facets.Of(side, Facets.Status), stage, outcome.Failure, now, Facets.Status);
        }

        if (actionsRefused && !settlement.Steps.IsEmpty)
        {
            var steps = string.Join(", ", settlement.Steps);
            next = Remember(next, Facets.Of(side, Facets.Escalation), steps, outcome.Failure, now, FieldNames.Group);
        }

        return rest.EntryActions is null && settlement.EntryActions is { } entered
            ? Remember(next, Facets.Of(side, "entry actions"), entered, outcome.Failure, now, FieldNames.Group)
            : next;
    }

    /// <summary>The tool refused all of an effect, in a way that a person must mend.</summary>
    public static Case Refused(
        ProcessMapping process,
        Case before,
        PlannedEffect planned,
        Failure failure,
        DateTimeOffset now
    )
    {
        switch (planned.Effect)
        {
            case Effect.CreateItem create:
                return Remember(before, Facets.Item, EntryPlanner.Wish(create), failure, now, "") with
                {
                    ItemPlanned = false,
                };
            case Effect.LinkItem link:
                return Remember(before, Facets.Item, EntryPlanner.Wish(link), failure, now, "") with
                {
                    ItemPlanned = false,
                };
            case Effect.Update update:
                var nothing = new Outcome.Partly(Written.Nothing, update.Values, true, failure);
                return Partly(process, before, planned, nothing, now);
            case Effect.Attach attach:
                return before with { Carried = CarriedOver.Refused(before.Carried, attach, failure) };
            default:
                return before with { Unsaid = before.Unsaid.Add(UnsaidWords.Of(planned.Effect, failure, now)) };
        }
    }

    /// <summary>What the tool says it keeps now, when it said so: it may have its own way to write a value down.</summary>
    private static FieldValue? AsKept(
        ProcessMapping? process,
        Side side,
        string name,
        FieldValue? value,
        Written written
    ) =>
        written.After is { } after
        && process?.Field(name) is { } rule
        && FieldReading.Of(rule, side, after) is Reading.Value kept
            ? kept.Canonical
            : value;

    private static Case Remember(
        Case before,
        string facet,
        string value,
        Failure failure,
        DateTimeOffset now,
        string field
    )
    {
        var own = failure.Fields.FirstOrDefault(f => string.Equals(f.Field, field, StringComparison.OrdinalIgnoreCase));
        return before with
        {
            Refusals = before.Refusals.SetItem(facet, new Refusal(value, own?.Message ?? failure.Message, now)),
        };
    }
}
