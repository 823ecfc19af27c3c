namespace Bridge.Core.Mappings;

/// <summary>
/// Something wrong in a mapping file. Line and Column count from 1. Message says what was found, what was meant (the
/// nearest name) and the cure.
/// </summary>
public sealed record MappingError(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{this.File}:{this.Line}:{this.Column}: {this.Message}";
}
