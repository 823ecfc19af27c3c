using Dapper;
using Npgsql;

namespace Bridge.Store;

/// <summary>Reads findings, and which of them are to be acted on.</summary>
public sealed class FindingStore(NpgsqlDataSource source)
{
    /// <summary>The columns of a <see cref="StoredFinding"/> of findings f and their cases c, if any.</summary>
    internal const string Columns = """
        f.id as "Id", f.case_id as "CaseId", c.helpdesk as "Helpdesk", c.ticket_id as "TicketId", c.process as "Process",
        f.scope as "Scope", f.kind as "Kind", f.key as "Key", coalesce(f.connection, c.helpdesk) as "Connection",
        f.message as "Message", f.opened_at as "OpenedAt", f.retried_at as "RetriedAt", f.closed_at as "ClosedAt",
        f.closed_by as "ClosedBy", f.closed_why as "ClosedWhy", f.hidden as "Hidden"
        """;

    private const string From = "from findings f left join cases c on c.id = f.case_id";

    /// <summary>Findings by id, newest first.</summary>
    /// <param name="before">Only those with a smaller id; null: from the newest.</param>
    public Task<IReadOnlyList<StoredFinding>> ListAsync(
        FindingFilter filter,
        long? before,
        int most,
        CancellationToken cancel
    ) =>
        this.ReadAsync(
            $"select {Columns} {From} where f.id < @before and {Where(filter)} order by f.id desc limit @most",
            filter,
            new { before = before ?? long.MaxValue, most },
            cancel
        );

    /// <summary>
    /// Open findings to act on, oldest first. What somebody had tried again, and no look has seen since, is passed over: so a
    /// command that was interrupted goes on where it was.
    /// </summary>
    public Task<IReadOnlyList<StoredFinding>> ToActOnAsync(
        FindingFilter filter,
        long after,
        int most,
        bool retry,
        CancellationToken cancel
    ) =>
        this.ReadAsync(
            $"""
            select {Columns} {From}
            where f.id > @after and (f.retried_at is null or not @retry) and {Where(filter)} order by f.id limit @most
            """,
            filter,
            new
            {
                after,
                most,
                retry,
            },
            cancel
        );

    /// <summary>How many findings there are.</summary>
    /// <param name="retry">True leaves out those that somebody had tried again and no look has seen since.</param>
    public async Task<long> CountAsync(FindingFilter filter, bool retry, CancellationToken cancel)
    {
        var values = Values(filter);
        values.Add("retry", retry);
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                $"select count(*) {From} where (f.retried_at is null or not @retry) and {Where(filter)}",
                values,
                cancellationToken: cancel
            )
        );
    }

    /// <summary>One finding, open or closed; null when there is none.</summary>
    public async Task<StoredFinding?> FindAsync(long id, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<StoredFinding>(
            new CommandDefinition($"select {Columns} {From} where f.id = @id", new { id }, cancellationToken: cancel)
        );
    }

    private static string Where(FindingFilter filter)
    {
        var where = new List<string> { filter.Closed ? "f.closed_at is not null" : "f.closed_at is null" };
        Add(filter.Kind, "f.kind = @kind");
        Add(filter.Process, "c.process = @process");
        Add(filter.Connection, "coalesce(f.connection, c.helpdesk) = @connection");
        Add(filter.Since, "f.opened_at >= @since");
        Add(filter.CaseId, "f.case_id = @caseId");
        return string.Join(" and ", where);

        void Add(object? given, string condition)
        {
            if (given is not null)
            {
                where.Add(condition);
            }
        }
    }

    private static DynamicParameters Values(FindingFilter filter) =>
        new(
            new
            {
                kind = filter.Kind,
                process = filter.Process,
                connection = filter.Connection,
                since = filter.Since,
                caseId = filter.CaseId,
            }
        );

    private async Task<IReadOnlyList<StoredFinding>> ReadAsync(
        string sql,
        FindingFilter filter,
        object more,
        CancellationToken cancel
    )
    {
        var values = Values(filter);
        values.AddDynamicParams(more);
        await using var connection = await source.OpenConnectionAsync(cancel);
        return
        [
            .. await connection.QueryAsync<StoredFinding>(
                new CommandDefinition(sql, values, cancellationToken: cancel)
            ),
        ];
    }
}
