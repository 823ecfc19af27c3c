using System.Runtime.CompilerServices;
using Bridge.Core;
using Bridge.Core.Model;
using Npgsql;

namespace Bridge.Rollout;

/// <summary>A case with what was last seen of its ticket and item.</summary>
public sealed record SeenCase(Case Case, Snapshot Ticket, Snapshot? Item);

/// <summary>Which cases to read. Null: whatever.</summary>
/// <param name="Processes">Only cases of these; tickets in no process always count.</param>
/// <param name="Outside">Whether to read tickets that are in no process as well.</param>
public sealed record CaseChoice(IReadOnlyCollection<string>? Processes, bool Outside, long? Only);

/// <summary>Reads cases as they were last seen: in pages by their ids, one query a page, without a lock.</summary>
public sealed class LiveCases(NpgsqlDataSource source)
{
    private const int PageSize = 500;

    private const string Choice = """
        ticket is not null and state is not null and (@only is null or id = @only)
        and case when process is null then @outside else @processes is null or process = any(@processes) end
        """;

    /// <summary>How many cases <see cref="ReadAsync"/> would give.</summary>
    public async Task<long> CountAsync(CaseChoice choice, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select count(*) from cases where {Choice}");
        Add(command, choice);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The raw rows of one page after another; <see cref="Parse"/> makes cases of them, which takes longer than reading.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RawCase>> ReadAsync(
        CaseChoice choice,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        for (long after = 0; ; )
        {
            var page = new List<RawCase>(PageSize);
            await using var command = source.CreateCommand(
                $"""
                select id, state::text, ticket::text, item::text from cases
                where id > @after and {Choice} order by id limit {PageSize}
                """
            );
            Add(command, choice);
            command.Parameters.Add(new NpgsqlParameter<long>("after", after));
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                page.Add(
                    new RawCase(
                        reader.GetInt64(0),
                        reader.GetString(1),
                        reader.GetString(2),
                        reader.IsDBNull(3) ? null : reader.GetString(3)
                    )
                );
            }

            if (page.Count > 0)
            {
                yield return page;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    public static SeenCase Parse(RawCase raw) =>
        new(
            CaseJson.ReadCase(raw.State) with
            {
                Id = raw.Id,
            },
            CaseJson.ReadSnapshot(raw.Ticket),
            raw.Item is null ? null : CaseJson.ReadSnapshot(raw.Item)
        );

    private static void Add(NpgsqlCommand command, CaseChoice choice)
    {
        command.Parameters.Add(
            new NpgsqlParameter("only", NpgsqlTypes.NpgsqlDbType.Bigint)
            {
                Value = (object?)choice.Only ?? DBNull.Value,
            }
        );
        command.Parameters.Add(new NpgsqlParameter<bool>("outside", choice.Outside));
        command.Parameters.Add(
            new NpgsqlParameter("processes", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text)
            {
                Value = (object?)choice.Processes?.ToArray() ?? DBNull.Value,
            }
        );
    }
}

/// <summary>A row of a case as it is stored.</summary>
public sealed record RawCase(long Id, string State, string Ticket, string? Item);
