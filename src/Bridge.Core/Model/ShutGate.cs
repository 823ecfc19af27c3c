using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>Somebody moved one side to a stage whose gate is shut.</summary>
/// <param name="Wanted">The stage asked for.</param>
/// <param name="By">The side that moved.</param>
/// <param name="Since">When the bridge first saw it.</param>
/// <param name="Missing">What was missing at the last look, one text each.</param>
/// <param name="Reverting">True once the move is being put back.</param>
public sealed record ShutGate(
    string Wanted,
    Side By,
    DateTimeOffset Since,
    ImmutableArray<string> Missing,
    bool Reverting
)
{
    public ImmutableArray<string> Missing
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = Missing.IsDefault ? [] : Missing;
}
