using System.Text;
using Bridge.Tests.Docs;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Faults;

/// <summary>The tables of docs/faults.md: each is what a run of the matrix has seen.</summary>
internal static class FaultPage
{
    private const string File = "docs/faults.md";
    private static readonly Lock Gate = new();

    /// <summary>Set to 1, a run writes what it saw into the page instead of comparing.</summary>
    private static bool Writes => Environment.GetEnvironmentVariable("FAULT_MATRIX_WRITE") == "1";

    /// <summary>Compares the table under a heading with what was seen, or writes it.</summary>
    /// <param name="rows">What went wrong.</param>
    /// <param name="columns">Names of columns with what was seen in each row.</param>
    public static void Hold(
        string heading,
        IReadOnlyList<string> rows,
        IReadOnlyList<(string Name, IReadOnlyList<Meaning> Seen)> columns
    )
    {
        var table = Table(rows, columns);
        lock (Gate)
        {
            var text = Guide.Read(File);
            var section = Guide.Section(text, heading);
            Assert.False(string.IsNullOrWhiteSpace(section), $"{File} has no '{heading}'");
            var old = string.Join('\n', section.Split('\n').Where(line => line.StartsWith('|')));
            if (Writes)
            {
                var whole =
                    old.Length == 0
                        ? section.TrimEnd() + "\n\n" + table + "\n\n"
                        : section.Replace(old, table, StringComparison.Ordinal);
                System.IO.File.WriteAllText(
                    Path.Combine(Repository.Root, File),
                    text.Replace(heading + "\n" + section, heading + "\n" + whole, StringComparison.Ordinal)
                );
                return;
            }

            Assert.Equal(table, old);
        }
    }

    private static string Table(
        IReadOnlyList<string> rows,
        IReadOnlyList<(string Name, IReadOnlyList<Meaning> Seen)> columns
    )
    {
        var text = new StringBuilder();
        text.Append("| fault | ").AppendJoin(" | ", columns.Select(c => c.Name)).Append(" |\n");
        text.Append("|---|").Append(string.Concat(columns.Select(_ => "---|")));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = i;
            text.Append("\n| ").Append(rows[row]).Append(" | ");
            text.AppendJoin(" | ", columns.Select(c => c.Seen[row].Word())).Append(" |");
        }

        return text.ToString();
    }
}
