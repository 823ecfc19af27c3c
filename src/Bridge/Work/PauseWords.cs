using System.Globalization;
using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Delivery.Connections;

namespace Bridge.Work;

/// <summary>What a probe says, and what is said of a pause.</summary>
internal static class PauseWords
{
    /// <summary>Probes a connection, also through a door that is shut.</summary>
    public static async Task<ConnectionEvent> ProbeAsync(ITool tool, CancellationToken cancel)
    {
        using var knock = ConnectionDoor.Knock();
        var chance = Random.Shared.NextDouble();
        return await tool.ProbeAsync(cancel) switch
        {
            null => new ConnectionEvent.ProbedWell(),
            { Kind: FailureKind.Busy or FailureKind.Conflict } => new ConnectionEvent.ProbedUnclear(chance),
            { Kind: FailureKind.Offline or FailureKind.Unknown } silent => new ConnectionEvent.ProbedAway(
                silent.Message,
                chance
            ),
            { } dead => new ConnectionEvent.ProbedDead(dead.Message, chance),
        };
    }

    /// <summary>The finding, for an admin: what, since when, what becomes of the work, and the cure.</summary>
    public static string Finding(string connection, ConnectionPause pause)
    {
        var cure =
            pause.Cause == PauseCause.Credentials
                ? $"Renew its key in the settings (Bridge:Connections:{connection}) or in the key's file"
                : "See the tool's status page, and whether this machine reaches its address";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The connection '{connection}' is paused since {pause.Since:yyyy-MM-dd HH:mm} UTC: {pause.Words}. Nothing is sent to it but a probe each minute, and nothing is lost: webhooks are taken, and what waits is done when it works again. {cure}; then it goes on by itself, or at once by Try now at /connections."
        );
    }
}
