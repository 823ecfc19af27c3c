namespace Bridge.Core.Model;

/// <summary>A published article of the helpdesk's knowledge base.</summary>
/// <param name="Url">Where an agent opens it.</param>
/// <param name="Folder">The folder's name; empty when the tool does not say.</param>
/// <param name="ChangedOn">The day of its last change, in UTC; null when the tool does not say.</param>
public sealed record Article(string Title, string Url, string Folder, DateOnly? ChangedOn);

/// <summary>Known solutions that a case still waits for.</summary>
/// <param name="Words">What they are looked for by.</param>
/// <param name="Since">When the case first asked for them.</param>
public sealed record KnowledgeSearch(string Words, DateTimeOffset Since);
