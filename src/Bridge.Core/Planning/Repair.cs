using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// What a case knows once a person has decided about something that stands: tried again, or given up for good. It only
/// changes the case; the next plan acts on it.
/// </summary>
public static class Repair
{
    /// <summary>A person asks to try again what tools refused.</summary>
    /// <param name="what">
    /// A facet ("tracker/Severity"), an effect by its key ("note/3"), or all effects of a kind ("note"); null: all.
    /// </param>
    public static Case Retry(Case before, string? what = null) =>
        what is null
            ? before with
            {
                Refusals = before.Refusals.Clear(),
                Unsaid = [],
                Writes = [],
            }
            : before with
            {
                Refusals = before.Refusals.Remove(what),
                Unsaid = before.Unsaid.RemoveAll(u => Is(u, what)),
                Writes = before.Writes.RemoveAll(w => w.Facet == what),
            };

    /// <summary>
    /// A person gives up what a tool refused. A facet is not asked for again until it gets another value; what was to be said
    /// is not said.
    /// </summary>
    /// <param name="what">As for <see cref="Retry"/>.</param>
    public static Case Drop(Case before, string what, GivenUp word) =>
        before with
        {
            Refusals = before.Refusals.TryGetValue(what, out var refusal)
                ? before.Refusals.SetItem(what, refusal with { GivenUp = word })
                : before.Refusals,
            Unsaid = before.Unsaid.RemoveAll(u => Is(u, what)),
        };

    /// <summary>A person gives up an effect that still waits, or whose end is not known. An item is not asked for again.</summary>
    public static Case GiveUp(Case before, Effect effect, GivenUp word)
    {
        var said = $"given up by {word.By}: {word.Why}";
        return effect switch
        {
            Effect.CreateItem create => NoItem(before, EntryPlanner.Wish(create), said, word),
            Effect.LinkItem link => NoItem(before, EntryPlanner.Wish(link), said, word),
            Effect.Attach attach => before with
            {
                Carried = CarriedOver.Refused(before.Carried, attach, new Failure(FailureKind.Refused, said)),
            },
            _ => before,
        };
    }

    private static Case NoItem(Case before, string wish, string said, GivenUp word) =>
        before with
        {
            ItemPlanned = false,
            Refusals = before.Refusals.SetItem(Facets.Item, new Refusal(wish, said, word.At) { GivenUp = word }),
        };

    private static bool Is(Unsaid unsaid, string what) => unsaid.Key == what || unsaid.Kind == what;
}
