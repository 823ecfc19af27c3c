using System.Globalization;
using System.Text.RegularExpressions;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Crash;

/// <summary>
/// Keeps, inside of the database, who had which case from when to when, and when which job was run; and compares that with
/// the calls that the tools saw.
/// </summary>
internal sealed partial class NodeWatch
{
    private readonly CrashWorld world;

    private NodeWatch(CrashWorld world) => this.world = world;

    /// <summary>To be called once the schema is there.</summary>
    public static async Task<NodeWatch> BeginAsync(CrashWorld world)
    {
        await using var command = world.Database.CreateCommand(
            """
            create table test_claims (case_id bigint, ticket text, node int, since timestamptz, until timestamptz);
            create table test_runs (job text, at timestamptz);
            create function test_claimed() returns trigger language plpgsql as $$
            begin
                if new.lease_token is distinct from old.lease_token then
                    update test_claims set until = clock_timestamp() where case_id = new.id and until is null;
                    if new.lease_token is not null then
                        insert into test_claims (case_id, ticket, node, since)
                        values (new.id, new.ticket_id, new.lease_node, clock_timestamp());
                    end if;
                end if;
                return new;
            end $$;
            create trigger test_claimed before update on cases for each row execute function test_claimed();
            create function test_ran() returns trigger language plpgsql as $$
            begin
                if new.node = 0 and new.ended_at is null then
                    insert into test_runs (job, at) values (new.job, clock_timestamp());
                end if;
                return new;
            end $$;
            create trigger test_ran before insert or update on job_runs for each row execute function test_ran();
            """
        );
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NodeWatch(world);
    }

    /// <summary>How many looks each process had so far.</summary>
    public async Task<IReadOnlyDictionary<int, long>> LooksAsync() =>
        (await this.world.CountsAsync(
            """
            select split_part(n.name, '/', 2), count(*) from test_claims c join nodes n on n.id = c.node group by 1
            """
        )).ToDictionary(n => int.Parse(n.Name, CultureInfo.InvariantCulture), n => n.Count);

    /// <summary>How often a job was run over all nodes.</summary>
    public async Task<long> RunsAsync(string job) =>
        (await this.world.CountsAsync("select job, count(*) from test_runs group by 1"))
            .Where(r => r.Name == job)
            .Sum(r => r.Count);

    /// <summary>
    /// Calls that change a ticket or an item and were made by a process that did not have its case then; and how many there
    /// are that do so.
    /// </summary>
    public async Task<(IReadOnlyList<string> Strange, int Looked)> StrangeWritesAsync()
    {
        var claims = await this.ClaimsAsync();
        ILookup<string, ApiCall> writes = new[] { this.world.City.Freshdesk.Calls, this.world.City.ClickUp.Calls, this.world.City.Jira.Calls }
            .SelectMany(log => log.All)
            .Where(call => call.Method is not "GET")
            .ToLookup(call => ObjectPattern().Match(call.Path).Groups["id"].Value);
        var strange = new List<string>();
        var looked = 0;
        foreach (var (id, held) in claims)
        {
            foreach (var call in writes[id])
            {
                looked++;
                if (!held.Any(c => call.Agent == $"process/{c.Process}" && c.Since <= call.At && call.At <= c.Until))
                {
                    strange.Add(
                        $"{call.At:HH:mm:ss.fff} {call.Agent} {call.Method} {call.Path}; had by {string.Join(", ", held.Select(c => $"{c.Process} {c.Since:HH:mm:ss.fff}-{c.Until:HH:mm:ss.fff}"))}"
                    );
                }
            }
        }

        return (strange, looked);
    }

    /// <summary>Who had a case when, by the ids of its ticket and its item.</summary>
    private async Task<Dictionary<string, List<Claim>>> ClaimsAsync()
    {
        await using var command = this.world.Database.CreateCommand(
            """
            select c.ticket, l.item_id, split_part(n.name, '/', 2)::int, c.since, coalesce(c.until, clock_timestamp())
            from test_claims c join nodes n on n.id = c.node left join links l on l.case_id = c.case_id
            """
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new Dictionary<string, List<Claim>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var claim = new Claim(
                reader.GetInt32(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<DateTimeOffset>(4)
            );
            foreach (var column in new[] { 0, 1 }.Where(column => !reader.IsDBNull(column)))
            {
                var id = reader.GetString(column);
                all.TryAdd(id, []);
                all[id].Add(claim);
            }
        }

        return all;
    }

    [GeneratedRegex("/(tickets|issue|task)/(?<id>[^/]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ObjectPattern();

    private sealed record Claim(int Process, DateTimeOffset Since, DateTimeOffset Until);
}
