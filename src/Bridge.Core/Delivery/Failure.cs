using System.Collections.Immutable;

namespace Bridge.Core.Delivery;

/// <summary>What a failed call means for what to do next.</summary>
public enum FailureKind
{
    /// <summary>Rate limited or told to wait: certainly not done; try again when told.</summary>
    Busy,

    /// <summary>Never reached the tool (refused, no name, TLS): certainly not done; try again.</summary>
    Offline,

    /// <summary>Sent, and no usable answer came (cut, timeout, 5xx): may have been done; look for it before trying again.</summary>
    Unknown,

    /// <summary>The tool understood and said no (400, 409 duplicate, 413, 422, a workflow validator): a person must mend it.</summary>
    Refused,

    /// <summary>The ticket, item or field is not there, or not visible (404).</summary>
    Missing,

    /// <summary>The key works but may not do this (403).</summary>
    Forbidden,

    /// <summary>The key was refused (401, Jira's anonymous answer) though the connection's probe found it to work.</summary>
    Unauthorized,

    /// <summary>Not sent: the connection is paused as a whole until its probe says that it works.</summary>
    Paused,

    /// <summary>Somebody changed it meanwhile (409 on edit or transition): read again and plan anew.</summary>
    Conflict,
}

/// <summary>One field that the tool refused, with its own words. Field is the name in the mapping file where known, else the tool's.</summary>
public sealed record FieldRefusal(string Field, string Message);

/// <summary>Why a call did not succeed. Message is fit for an admin's eyes: it names the tool's words and no secret.</summary>
/// <param name="RetryAfter">The wait that the tool asked for; null when it named none.</param>
public sealed record Failure(FailureKind Kind, string Message, TimeSpan? RetryAfter = null)
{
    public ImmutableArray<FieldRefusal> Fields { get; init; } = [];

    /// <summary>HTTP status, or null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The paused connection that this waits for; null: it waits for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>True when the write may have happened although no answer says so.</summary>
    public bool MayHaveHappened => this.Kind == FailureKind.Unknown;
}
