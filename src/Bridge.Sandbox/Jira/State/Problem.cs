using System.Collections.Immutable;

namespace Bridge.Sandbox.Jira.State;

/// <summary>A refusal as Jira words it: free messages, and messages by field.</summary>
internal sealed record Problem(int Status, ImmutableList<string> Messages, ImmutableDictionary<string, string> Errors)
{
    /// <summary>Search refuses an unknown body key without the "errors" member.</summary>
    public bool WithoutErrors { get; init; }

    public static Problem Of(int status, string message) =>
        new(status, [message], ImmutableDictionary<string, string>.Empty);

    public static Problem OfField(string field, string message) =>
        new(400, [], ImmutableDictionary<string, string>.Empty.Add(field, message));

    public static Problem NoIssue() => Of(404, "Issue does not exist or you do not have permission to see it.");

    public override string ToString() =>
        string.Join(" ", this.Messages.Concat(this.Errors.Select(e => $"{e.Key}: {e.Value}")));
}

/// <summary>Either a value or the refusal.</summary>
internal readonly record struct Outcome<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);
}
