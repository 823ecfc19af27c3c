namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// A page of a list that may lose rows between two calls: those behind them move up, and one at the border of a page would
/// not be seen. So each page begins some rows before the one before it ended; rows then come twice.
/// </summary>
internal sealed record PageStep(int Page, int Rows)
{
    private const int MostRows = 100;

    /// <summary>So many rows may be lost between two calls before another is not seen.</summary>
    private const int Margin = 4;

    internal static PageStep First { get; } = new(1, MostRows);

    internal PageStep Next => new(this.Page + 1, ((this.Page * this.Rows) - Margin) / this.Page);
}
