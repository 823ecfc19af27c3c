using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Reporting;
using Bridge.Reports;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Npgsql;

namespace Bridge.Tests.Reports;

public sealed class ReportTests(PostgresFixture postgres)
{
    private static readonly Period November = new(
        new DateOnly(2026, 11, 1),
        new DateOnly(2026, 11, 30),
        "Europe/Dublin",
        Month.Now
    );

    [Fact]
    public async Task A_month_of_5000_cases_is_read_page_by_page_and_counted_as_in_memory()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, TestContext.Current.CancellationToken);
        var counted = new ReportBuilder(Month.Process, November);
        await using (var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (
            var import = await connection.BeginBinaryImportAsync(
                "copy cases (helpdesk, ticket_id, process, stage, state, ticket, created_at, updated_at) from stdin binary",
                TestContext.Current.CancellationToken
            )
        )
        {
            for (var id = 1; id <= 5000; id++)
            {
                if (Month.Case(id) is var (state, ticket))
                {
                    counted.Add(state, ticket.Values);
                    await WriteAsync(import, state, ticket);
                }
            }

            await import.CompleteAsync(TestContext.Current.CancellationToken);
        }

        var report = await new ReportCases(source).ReadAsync(
            Month.Process,
            November,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ReportJson.Write([counted.Build()]), ReportJson.Write([report]));
        Assert.InRange(report.Volume.CameIn, 1500, 3500);
        Assert.InRange(report.Sla.Rate!.Value, 0.5, 0.99);
        Assert.Equal(30, report.Backlog.Length);
        Assert.Equal(report.Volume.OpenAtEnd, report.Backlog[^1].Open);
        Assert.All(report.Figures, f => Assert.NotNull(f.Value));
        var page = HtmlReport.Write([(report, Month.Process)]);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "http",
            page.Replace("http-equiv", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        if (Environment.GetEnvironmentVariable("BRIDGE_REPORT") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_page_of_nothing_says_so()
    {
        var page = HtmlReport.Write([(new ReportBuilder(Month.Process, November).Build(), Month.Process)]);

        Assert.Contains("Nothing in this period.", page, StringComparison.Ordinal);
        Assert.Contains("no case was counted", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_a_mapping_cannot_break_the_page()
    {
        var process = Month.Process with { Name = "<img src=x onerror=alert(1)>", Owner = "\"><b>" };

        var page = HtmlReport.Write([(new ReportBuilder(process, November).Build(), process)]);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><b>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fixing", "Fixing")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1+1", "' =1+1")]
    [InlineData("\t=1", "'\t=1")]
    public void A_cell_is_quoted_where_it_must_be_and_never_a_formula(string text, string cell) =>
        Assert.Equal(cell, CsvReport.Cell(text));

    private static async Task WriteAsync(NpgsqlBinaryImporter import, Case state, Snapshot ticket)
    {
        await import.StartRowAsync();
        await import.WriteAsync(state.Helpdesk, NpgsqlTypes.NpgsqlDbType.Text);
        await import.WriteAsync(state.TicketId, NpgsqlTypes.NpgsqlDbType.Text);
        await import.WriteAsync(state.Process!, NpgsqlTypes.NpgsqlDbType.Text);
        await import.WriteAsync(state.Stage!, NpgsqlTypes.NpgsqlDbType.Text);
        await import.WriteAsync(CaseJson.Write(state), NpgsqlTypes.NpgsqlDbType.Json);
        await import.WriteAsync(CaseJson.Write(ticket), NpgsqlTypes.NpgsqlDbType.Json);
        await import.WriteAsync(state.Visits[0].At, NpgsqlTypes.NpgsqlDbType.TimestampTz);
        await import.WriteAsync(state.Visits[^1].At, NpgsqlTypes.NpgsqlDbType.TimestampTz);
    }
}
