using Bridge.Connectors;
using Spectre.Console;

namespace Bridge.Doctor;

/// <summary>The result as a table: a mark, what was looked at, what was found, the cure.</summary>
internal static class DoctorText
{
    public static void Print(IAnsiConsole console, DoctorReport report)
    {
        foreach (var ward in report.Lines.GroupBy(l => l.About))
        {
            var table = new Table().Border(TableBorder.Simple).Title(new TableTitle(Markup.Escape(ward.Key)));
            table.AddColumn(new TableColumn("").NoWrap());
            table.AddColumn(new TableColumn("looked at").NoWrap());
            table.AddColumn("found");
            table.AddColumn("cure");
            foreach (var line in ward)
            {
                table.AddRow(
                    Sign(line.Mark),
                    Markup.Escape(line.Check),
                    Markup.Escape(line.Found),
                    Markup.Escape(line.Cure ?? "")
                );
            }

            console.Write(table);
        }

        console.WriteLine(Sum(report));
    }

    /// <summary>The last line.</summary>
    public static string Sum(DoctorReport report)
    {
        var good = report.Lines.Count - report.Problems - report.Notes;
        return $"{good} good, {report.Notes} to know, {report.Problems} {(report.Problems == 1 ? "problem" : "problems")}";
    }

    private static string Sign(Mark mark) =>
        mark switch
        {
            Mark.Good => "[green]✓[/]",
            Mark.Note => "[yellow]![/]",
            _ => "[red]✗[/]",
        };
}
