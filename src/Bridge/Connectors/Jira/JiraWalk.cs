using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>How a walk to a status ended.</summary>
/// <param name="After">The issue as last read; null when it could not be.</param>
/// <param name="Sent">Ids of the fields that went along with transitions.</param>
/// <param name="Refusal">Why the status was not reached; null when it was.</param>
/// <param name="ResolutionRefusal">Why the status was reached without the resolution; null when all is well.</param>
/// <param name="Fatal">Set when the walk ended otherwise than by a refusal.</param>
internal sealed record JiraWalk(
    WireIssue? After,
    ImmutableHashSet<string> Sent,
    Failure? Refusal,
    Failure? ResolutionRefusal,
    Failure? Fatal
)
{
    public static JiraWalk Broken(Failure fatal) => new(null, [], null, null, fatal);

    public JiraWalk With(ImmutableHashSet<string> sent) => this with { Sent = this.Sent.Union(sent) };

    /// <summary>No transition leads on.</summary>
    public static JiraWalk Stuck(JiraGoal goal, WireIssue here, List<WireTransition> open, int steps)
    {
        var offered =
            open.Count == 0
                ? "Jira offers no transition; check the integration user's Transition Issues permission"
                : "from there Jira offers " + string.Join(", ", open.Select(t => $"'{t.To?.Name}'").Distinct());
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"no way to '{goal.Status}' was found; after {steps} steps the search ended in '{here.Status}': {offered}"
        );
        return new JiraWalk(here, [], new Failure(FailureKind.Refused, message), null, null);
    }
}
