namespace Bridge.Sandbox.Freshdesk;

/// <summary>A folder of the knowledge base.</summary>
/// <param name="ParentId">The folder that it stands in; null: it stands in the category itself.</param>
public sealed record FreshdeskSolutionFolder(long Id, string Name, FreshdeskSolutionCategory Category, long? ParentId);

/// <summary>A category of the knowledge base.</summary>
public sealed record FreshdeskSolutionCategory(long Id, string Name);
