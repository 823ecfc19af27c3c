using Bridge.Core.Mappings;

namespace Bridge.Connectors;

/// <summary>What a look came to.</summary>
public enum Mark
{
    Good,

    /// <summary>It works, and somebody should know: more rights than needed, or what only eyes can see.</summary>
    Note,

    /// <summary>Something does not work, or will not.</summary>
    Problem,
}

/// <summary>What was found, in words for an admin. Cure is null when there is nothing to do. Neither ever holds a secret.</summary>
public sealed record Diagnosis(Mark Mark, string Found, string? Cure = null);

/// <summary>One thing to look at. Check is one of <see cref="Checks.All"/>.</summary>
public sealed record ExaminationStep(string Check, Func<CancellationToken, Task<IReadOnlyList<Diagnosis>>> LookAsync);

/// <summary>An account that can be looked over: who the bridge is there, what it may do, what is set up for it.</summary>
public interface IExamination : IDisposable
{
    /// <summary>In the order in which they make sense. A later step may use what an earlier one learned.</summary>
    IReadOnlyList<ExaminationStep> Steps { get; }
}

/// <summary>What an examination is given.</summary>
/// <param name="Name">The connection's name in the settings.</param>
/// <param name="Webhook">Where the tool must deliver; null: the settings do not say where the bridge is reached.</param>
/// <param name="Processes">Those that use the connection.</param>
/// <param name="Fix">True: webhooks that the tool's API can register or wake are.</param>
public sealed record ExaminationCase(
    string Name,
    ConnectionOptions Options,
    Uri? Webhook,
    IReadOnlyList<ProcessMapping> Processes,
    bool Fix
);
