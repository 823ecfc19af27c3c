using Bridge.Connectors;
using Bridge.Connectors.Http;

namespace Bridge.Web;

/// <summary>What of a connection's requests a minute is used; null when the connection does not say.</summary>
public delegate BudgetView? BudgetOf(ITool tool);
