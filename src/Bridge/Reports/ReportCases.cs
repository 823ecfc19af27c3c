using Bridge.Core;
using Bridge.Core.Mappings;
using Bridge.Core.Reporting;
using Npgsql;

namespace Bridge.Reports;

/// <summary>Counts the stored cases of a process into its report, page by page: those that were open in the period or moved in it.</summary>
public sealed class ReportCases(NpgsqlDataSource source)
{
    /// <summary>Cases that are in memory at a time.</summary>
    private const int PageSize = 500;

    private const string PageSql = """
        select id, state::text, coalesce((ticket -> 'values')::text, '{}')
        from cases
        where process = @process and id > @after and state is not null
            and (stage is null or stage <> all(@ends) or updated_at >= @from)
        order by id limit @most
        """;

    public async Task<Report> ReadAsync(ProcessMapping process, Period period, CancellationToken cancel)
    {
        var report = new ReportBuilder(process, period);
        var ends = process.Stages.Where(s => s.Outcome != StageOutcome.None).Select(s => s.Name).ToArray();
        var from = Core.Time.Zones.StartOf(period.Zone, period.From);
        await using var connection = await source.OpenConnectionAsync(cancel);
        var after = 0L;
        int read;
        do
        {
            read = 0;
            await using var command = new NpgsqlCommand(PageSql, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string>("process", process.Name),
                    new NpgsqlParameter<long>("after", after),
                    new NpgsqlParameter<string[]>("ends", ends),
                    new NpgsqlParameter<DateTimeOffset>("from", from.ToUniversalTime()),
                    new NpgsqlParameter<int>("most", PageSize),
                },
            };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                (after, read) = (rows.GetInt64(0), read + 1);
                report.Add(CaseJson.ReadCase(rows.GetString(1)), CaseJson.ReadValues(rows.GetString(2)));
            }
        } while (read == PageSize);

        return report.Build();
    }
}
