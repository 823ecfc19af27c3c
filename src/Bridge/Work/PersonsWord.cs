namespace Bridge.Work;

/// <summary>Who does something about a finding, and why.</summary>
/// <param name="By">As far as the bridge knows: the user of the command line, or the name given on the page.</param>
/// <param name="Why">Empty when no reason was given, which only a retry may do.</param>
public sealed record PersonsWord(string By, string Why)
{
    /// <summary>PostgreSQL's text holds no NUL.</summary>
    public PersonsWord Clean() => new(Clean(this.By), Clean(this.Why));

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal).Trim();
}
