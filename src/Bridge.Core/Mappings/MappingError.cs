using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

public enum MappingSeverity
{
    /// <summary>The file cannot be used.</summary>
    Error,

    /// <summary>The file can be used, and something in it does not do what it seems to.</summary>
    Warning,
}

/// <summary>
/// Something wrong in a mapping file. Line and Column count from 1. Message says what was found, what was meant (the
/// nearest name) and the cure. Two with the same place and message are the same.
/// </summary>
public sealed record MappingError(string File, int Line, int Column, string Message)
{
    public MappingSeverity Severity { get; init; } = MappingSeverity.Error;

    /// <summary>The rule that does not hold.</summary>
    public MappingRule Rule { get; init; } = MappingRules.WrongValue;

    /// <summary>How many characters of the line are meant; at least 1.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What stands there; null when something is missing.</summary>
    public string? Found { get; init; }

    /// <summary>What may stand there; empty when it is no matter of a few words.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>What was probably meant, the likeliest first.</summary>
    public ImmutableArray<string> Nearest { get; init; } = [];

    /// <summary>What to do: the nearest name, else what the message says behind its semicolon; null when it says nothing.</summary>
    public string? Cure =>
        !this.Nearest.IsEmpty ? $"write '{this.Nearest[0]}'"
        : this.Message.IndexOf("; ", StringComparison.Ordinal) is > 0 and var at ? this.Message[(at + 2)..]
        : null;

    public bool IsError => this.Severity == MappingSeverity.Error;

    public bool Equals(MappingError? other) =>
        other is not null
        && this.File == other.File
        && this.Line == other.Line
        && this.Column == other.Column
        && this.Message == other.Message;

    public override int GetHashCode() => HashCode.Combine(this.File, this.Line, this.Column, this.Message);

    public override string ToString() =>
        $"{this.File}:{this.Line}:{this.Column}: {(this.IsError ? "" : "warning: ")}{this.Message}";
}
