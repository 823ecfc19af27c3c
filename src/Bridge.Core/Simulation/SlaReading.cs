using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Simulation;

/// <summary>How the SLA of a simulated case stands.</summary>
internal static class SlaReading
{
    internal static SlaState Of(Watch watch)
    {
        var (process, value) = (watch.Pair.Process, watch.Pair.Case);
        if (process.Calendar is null || process.Stage(value.Stage) is not { Sla: not null })
        {
            return SlaState.None;
        }

        if (watch.Last.Findings.All(f => f.Kind != FindingKind.Sla))
        {
            return SlaState.Ok;
        }

        return value.Notices.Contains(Notice("breach", value.Visits.Length)) ? SlaState.Breached : SlaState.Warned;
    }

    internal static string Notice(string what, int visits) => $"sla/{what}/{visits}";
}
