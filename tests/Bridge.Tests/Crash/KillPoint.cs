using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>Where on its way a bridge is killed: the nth time that a moment with these words comes.</summary>
/// <param name="Moment">"http before", "http after", "sql before" (any statement) or "sql after".</param>
/// <param name="Words">Part of the request's method and address, or of the statement; empty: any.</param>
internal sealed record KillPoint(string Moment, string Words, int Nth)
{
    /// <summary>The environment variable that carries it to the process.</summary>
    public const string Variable = "BRIDGE_TEST_KILL";

    /// <summary>The points of the way of one change that matter: before and after each commit and each call that writes.</summary>
    public static IReadOnlyList<(string Moment, string Words)> All { get; } =
    [
        ("sql before", ""),
        ("sql after", "insert into signals"),
        ("sql after", "skip locked"),
        ("sql after", "bridge_hold"),
        ("http before", "GET "),
        ("http after", "GET "),
        ("http before", "POST "),
        ("http after", "POST "),
        ("http before", "PUT "),
        ("http after", "PUT "),
        ("http before", "/reply"),
        ("http after", "/reply"),
        ("http after", "/notes"),
        ("http after", "/comment"),
        ("http after", "/task"),
    ];

    public static KillPoint Parse(string text)
    {
        var parts = text.Split('|');
        return new KillPoint(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{this.Moment}|{this.Words}|{this.Nth}");
}
