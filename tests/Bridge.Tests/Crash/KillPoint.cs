using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>Where on its way a bridge is killed: the nth time that a moment with these words comes.</summary>
/// <param name="Moment">
/// "http before"; "http during" (the request has left, its answer was not read); "http after"; "sql before" (any
/// statement); "sql after".
/// </param>
/// <param name="Words">
/// Part of the request's method and address, or of the statement; two parts with ... between them; empty: any.
/// </param>
internal sealed record KillPoint(string Moment, string Words, int Nth)
{
    /// <summary>The environment variable that carries it to the process.</summary>
    public const string Variable = "BRIDGE_TEST_KILL";

    /// <summary>
    /// The points of the way of one change that matter: before and after each commit, before, during and after each call
    /// that writes; and below which number of times it is chosen for a kill, less for what seldom comes.
    /// </summary>
    public static IReadOnlyList<(string Moment, string Words, int Often)> All { get; } =
    [
        ("sql before", "", 9),
        ("sql after", "insert into signals", 9),
        ("sql after", "skip locked", 9),
        ("sql after", "bridge_hold", 9),
        ("sql after", "insert into effects", 9),
        ("sql after", "delete from signals", 9),
        ("sql after", "budgets", 9),
        ("http before", "GET ", 9),
        ("http after", "GET ", 9),
        ("http before", "POST ", 9),
        ("http during", "POST ", 9),
        ("http after", "POST ", 9),
        ("http before", "PUT ", 5),
        ("http during", "PUT ", 5),
        ("http after", "PUT ", 5),
        ("http before", "/reply", 3),
        ("http during", "/reply", 3),
        ("http after", "/reply", 3),
        ("http during", "/notes", 5),
        ("http after", "/notes", 5),
        ("http during", "/comment", 5),
        ("http after", "/comment", 5),
        ("http during", "/task", 3),
        ("http after", "/task", 3),
        ("http during", "/rest/api/3/issue", 5),
        ("http after", "/rest/api/3/issue", 5),
        ("http before", "/remotelink", 3),
        ("http during", "/remotelink", 3),
        ("http after", "/remotelink", 3),
        ("http before", "POST .../transitions", 3),
        ("http during", "POST .../transitions", 3),
        ("http after", "POST .../transitions", 3),
        ("http before", "/attachments", 3),
        ("http during", "/attachments", 3),
        ("http after", "/attachments", 3),
        ("http during", "/articles", 3),
        ("http after", "/articles", 3),
        ("http during", "/hook", 3),
        ("http after", "/hook", 3),
    ];

    public static KillPoint Parse(string text)
    {
        var parts = text.Split('|');
        return new KillPoint(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public bool Fits(string moment, string words) =>
        moment == this.Moment
        && Array.TrueForAll(this.Words.Split("..."), part => words.Contains(part, StringComparison.OrdinalIgnoreCase));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{this.Moment}|{this.Words}|{this.Nth}");
}
