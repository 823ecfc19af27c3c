using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bridge.Core.Reporting;
using Bridge.Store;
using Spectre.Console;

namespace Bridge.Reports;

/// <summary>Findings as a table, JSON and CSV.</summary>
internal static class FindingList
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Table(IAnsiConsole console, IReadOnlyList<StoredFinding> rows)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("ID", "Finding", "Ticket", "Since (UTC)", "What");
        table.Columns[0].NoWrap();
        table.Columns[3].NoWrap();
        foreach (var row in rows)
        {
            table.AddRow(
                row.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(Title(row)),
                Markup.Escape(Ticket(row) ?? row.Connection ?? "–"),
                Moment(row.OpenedAt),
                Markup.Escape(row.Message.Split('\n', 2)[0] + State(row))
            );
        }

        console.Write(table);
    }

    internal static string Csv(IReadOnlyList<StoredFinding> rows)
    {
        var csv = new StringBuilder("id,kind,title,ticket,process,connection,since,closed,closed by,why,message\r\n");
        foreach (var row in rows)
        {
            string[] cells =
            [
                row.Kind,
                Title(row),
                Ticket(row) ?? "",
                row.Process ?? "",
                row.Connection ?? "",
                Iso(row.OpenedAt),
                row.ClosedAt is { } at ? Iso(at) : "",
                row.ClosedBy ?? "",
                row.ClosedWhy ?? "",
                row.Message,
            ];
            csv.Append(CultureInfo.InvariantCulture, $"{row.Id},")
                .AppendJoin(',', cells.Select(CsvReport.Cell))
                .Append("\r\n");
        }

        return csv.ToString();
    }

    internal static string Json(IReadOnlyList<StoredFinding> rows)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                Write(json, row);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>All that is known of one, with what it means and what to do.</summary>
    internal static string Text(StoredFinding row)
    {
        var words = FindingWords.Find(row.Kind);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Finding {row.Id}: {Title(row)} ({row.Kind})\n\n{row.Message}\n\n");
        if (words is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"means       {words.Means}\ndo          {words.Do}\n");
        }

        Line("ticket", Ticket(row));
        Line("process", row.Process);
        Line("connection", row.Connection);
        Line("since", Moment(row.OpenedAt) + " UTC");
        Line("retried", row.RetriedAt is { } tried ? Moment(tried) + " UTC, and no look has seen it since" : null);
        Line("over", row.ClosedAt is { } at ? Moment(at) + " UTC" : null);
        Line("dropped by", row.ClosedBy);
        Line("why", row.ClosedWhy);
        return text.ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name, -11} {value}\n");
            }
        }
    }

    private static void Write(Utf8JsonWriter json, StoredFinding row)
    {
        var words = FindingWords.Find(row.Kind);
        json.WriteStartObject();
        json.WriteNumber("id", row.Id);
        json.WriteString("kind", row.Kind);
        json.WriteString("title", Title(row));
        json.WriteString("message", row.Message);
        json.WriteString("means", words?.Means);
        json.WriteString("do", words?.Do);
        json.WriteString("ticket", Ticket(row));
        json.WriteString("process", row.Process);
        json.WriteString("connection", row.Connection);
        json.WriteString("openedAt", Iso(row.OpenedAt));
        json.WriteString("retriedAt", row.RetriedAt is { } tried ? Iso(tried) : null);
        json.WriteString("closedAt", row.ClosedAt is { } at ? Iso(at) : null);
        json.WriteString("closedBy", row.ClosedBy);
        json.WriteString("closedWhy", row.ClosedWhy);
        json.WriteEndObject();
    }

    private static string Title(StoredFinding row) => FindingWords.Find(row.Kind)?.Title ?? row.Kind;

    private static string? Ticket(StoredFinding row) => row.TicketId is null ? null : $"{row.Helpdesk}/{row.TicketId}";

    private static string State(StoredFinding row) =>
        row.ClosedBy is { } by ? $" (dropped by {by}: {row.ClosedWhy})"
        : row.RetriedAt is not null ? " (being tried again)"
        : "";

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Iso(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
