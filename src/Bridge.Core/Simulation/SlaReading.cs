using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>How the SLA of a simulated case stands.</summary>
internal static class SlaReading
{
    internal static SlaState Of(SimulatedPair pair)
    {
        var (process, value) = (pair.Process, pair.Case);
        if (process.Stage(value.Stage) is not { } stage || value.Clock is not { } running)
        {
            return SlaState.None;
        }

        var clock = SlaClock.Of(process, value, running);
        return SlaAlerts.Used(process.Sla ?? new SlaRule(), stage, clock, pair.Now) switch
        {
            >= 1 => SlaState.Breached,
            > 0 => SlaState.Warned,
            _ => SlaState.Ok,
        };
    }
}
