using Bridge.Connectors.Budgets;

namespace Bridge.Connectors;

/// <summary>What ties a connector to the rest of a running bridge; without them it is on its own, as commands are.</summary>
/// <param name="Share">Where its budget comes from.</param>
/// <param name="Secrets">Where its keys are renewed.</param>
public sealed record ConnectorTies(IBudgetShare Share, IConnectionSecrets? Secrets);
