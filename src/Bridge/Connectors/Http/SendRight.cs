namespace Bridge.Connectors.Http;

/// <summary>
/// The right to write to a tool, asked at the last moment before a write leaves: whoever waited for the budget, or was
/// stopped as a process, for so long that another worker may have the case sends nothing any more. It flows with the calls
/// that are made under it.
/// </summary>
public sealed class SendRight : IDisposable
{
    private static readonly AsyncLocal<SendRight?> Current = new();
    private readonly Func<bool> holds;
    private readonly SendRight? outer;

    private SendRight(Func<bool> holds)
    {
        this.holds = holds;
        this.outer = Current.Value;
        Current.Value = this;
    }

    /// <summary>True when no right is asked for here, or when it still holds.</summary>
    public static bool Holds => Current.Value is not { } right || right.holds();

    /// <summary>Calls from here on, until this is disposed, write only while this holds.</summary>
    public static SendRight Under(Func<bool> holds) => new(holds);

    public void Dispose() => Current.Value = this.outer;
}
