using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>One plan of a simulated look, with what both sides showed before it was carried out.</summary>
public sealed record Look(DateTimeOffset At, Plan Plan, Snapshot Ticket, Snapshot? Item);
