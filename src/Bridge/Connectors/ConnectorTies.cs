using Bridge.Connectors.Budgets;
using Bridge.Connectors.Http;

namespace Bridge.Connectors;

/// <summary>What ties a connector to the rest of a running bridge; without them it is on its own, as commands are.</summary>
/// <param name="Share">Where its budget comes from.</param>
/// <param name="Secrets">Where its keys are renewed.</param>
/// <param name="Door">Through which its calls go; null: it is always open.</param>
public sealed record ConnectorTies(IBudgetShare Share, IConnectionSecrets? Secrets, ConnectionDoor? Door = null);
