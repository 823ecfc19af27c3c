using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>What people decide on the page of the case about messages that were stopped, until a plan has taken it in.</summary>
public sealed class PagesDecisions
{
    private readonly List<MessageVerdict> open = [];
    private long given;

    /// <summary>Those that no recorded plan has taken in, oldest first.</summary>
    public IReadOnlyList<MessageVerdict> Open => this.open;

    /// <summary>Somebody decides about the oldest stopped message of a rule, as it is shown. Null, or why nobody can.</summary>
    public string? Decide(Case about, VerdictKind kind, string message, string? text, DateTimeOffset at)
    {
        var held = about.Held.FirstOrDefault(h =>
            h.Stopped is not null && string.Equals(h.Rule, message, StringComparison.OrdinalIgnoreCase)
        );
        if (held is null)
        {
            return $"no message '{message}' is stopped";
        }

        this.open.Add(new MessageVerdict(++this.given, held.Number, kind, held.Stopped!.Print(), text, "an agent", at));
        return null;
    }

    /// <summary>Stores a decision, whatever it is about.</summary>
    public void Give(MessageVerdict verdict) => this.open.Add(verdict);

    internal void Recorded(Plan plan) => this.open.RemoveAll(verdict => plan.HeededVerdicts.Contains(verdict.Id));
}
