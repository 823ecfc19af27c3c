using System.Collections.Immutable;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What a refused update leaves to do.</summary>
/// <param name="Failure">Everything that was refused so far, in the mapping's names.</param>
/// <param name="Rest">What may be sent without the refused parts; null when nothing of it can succeed.</param>
internal sealed record FreshdeskRefusal(Failure Failure, FreshdeskDraft? Rest)
{
    private const string StatusKey = "status";

    /// <summary>
    /// Errors on what was sent drop that part. An error on a field that nobody sent is a mandatory field: then the status
    /// is what cannot be had, and without a status to drop no update of the ticket can succeed.
    /// </summary>
    internal static FreshdeskRefusal Of(
        FreshdeskDraft draft,
        ImmutableArray<RefusedFieldWire> errors,
        Func<string, string> nameOf
    )
    {
        var all = errors
            .Select(e => (Key: FreshdeskFailures.Key(e.Field!), Words: FreshdeskFailures.Words(e)))
            .ToArray();
        var sent = all.Where(e => draft.Parts.ContainsKey(e.Key)).DistinctBy(e => e.Key).ToArray();
        var unsent = all.Where(e => !draft.Parts.ContainsKey(e.Key)).ToArray();
        var rest = draft.Without(sent);
        if (unsent.Length == 0)
        {
            return new FreshdeskRefusal(rest.Failure()!, rest);
        }

        var missing = string.Join("; ", unsent.Select(e => $"{nameOf(e.Key)}: {e.Words}"));
        if (rest.Parts.ContainsKey(StatusKey))
        {
            rest = rest.Without([(StatusKey, $"the ticket lacks what this status asks for ({missing})")]);
        }

        rest = rest with { Words = rest.Words.AddRange(unsent.Select(e => new FieldRefusal(nameOf(e.Key), e.Words))) };
        return new FreshdeskRefusal(rest.Failure()!, rest.StatusRefused ? rest : null);
    }
}
