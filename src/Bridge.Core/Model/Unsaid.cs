namespace Bridge.Core.Model;

/// <summary>A note, reply, comment, article or webhook that a tool refused: nothing says it again by itself.</summary>
/// <param name="Key">The key of its effect in the journal.</param>
/// <param name="Kind">The effect's kind by its word in the journal, such as "reply".</param>
/// <param name="What">For people: "The reply to the customer".</param>
/// <param name="Message">The tool's words.</param>
public sealed record Unsaid(string Key, string Kind, string What, string Message, DateTimeOffset At);
