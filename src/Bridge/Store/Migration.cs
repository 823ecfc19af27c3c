using System.Security.Cryptography;
using System.Text;

namespace Bridge.Store;

/// <summary>One numbered step of the schema; once applied anywhere it is never edited, the next number is.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    private const string Says = "-- older programs: ";

    /// <summary>What <see cref="OlderPrograms"/> says of a migration beside which programs that do not know it go on.</summary>
    public const string GoOn = "go on";

    /// <summary>What it says of one that they cannot bear: they are stopped before it, and do not start after it.</summary>
    public const string Stop = "stop";

    /// <summary>What the line "-- older programs: ..." at its head says; <see cref="Stop"/> where there is none.</summary>
    public string OlderPrograms =>
        this.Sql.Split('\n')
            .Select(line => line.Trim())
            .TakeWhile(line => line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal))
            .FirstOrDefault(line => line.StartsWith(Says, StringComparison.Ordinal)) is { } line
            ? line[Says.Length..]
            : Stop;

    /// <summary>SHA-256 of the text, with line ends as LF, so that a checkout on Windows is the same file.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(this.Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{this.Number:000}-{this.Name}";
}
