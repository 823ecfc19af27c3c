using System.Security.Cryptography;
using System.Text;

namespace Bridge.Store;

/// <summary>One numbered step of the schema; once applied anywhere it is never edited, the next number is.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, with line ends as LF, so that a checkout on Windows is the same file.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(this.Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{this.Number:000}-{this.Name}";
}
