using System.Text.Json.Serialization;

namespace Bridge.Connectors.Budgets;

/// <summary>How a budget is kept in the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(BudgetState))]
public sealed partial class BudgetJson : JsonSerializerContext;
