using System.Globalization;
using Bridge.Core;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning.Comparison;
using Npgsql;

namespace Bridge.Bench.Plan;

/// <summary>Cases of the Level 2 process in several stages, as the core itself leaves them, stored in bulk.</summary>
internal static class MadeCases
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Path = ["Replicating", "Estimating", "Fixing"];

    /// <summary>Makes and stores them; answers how many are in which stage.</summary>
    public static async Task<string> StoreAsync(NpgsqlDataSource source, ProcessMapping process, int count)
    {
        var made = Enumerable.Range(1, count).AsParallel().AsOrdered().Select(n => Make(process, n)).ToList();
        foreach (var page in made.Chunk(1000))
        {
            await using var command = source.CreateCommand(
                """
                insert into cases (helpdesk, ticket_id, process, stage, item_key, state, ticket, item, mapping_hash,
                    created_at, updated_at)
                select @helpdesk, id, process, stage, key, state::json, ticket::json, item::json, @hash, now(), now()
                from unnest(@ids, @processes, @stages, @keys, @states, @tickets, @items)
                    as m(id, process, stage, key, state, ticket, item)
                """
            );
            var p = command.Parameters;
            p.Add(new("helpdesk", process.Helpdesk));
            p.Add(new("hash", process.Hash));
            p.Add(new("ids", page.Select(m => m.Case.TicketId).ToArray()));
            p.Add(Texts("processes", page.Select(m => m.Case.Process)));
            p.Add(Texts("stages", page.Select(m => m.Case.Stage)));
            p.Add(Texts("keys", page.Select(m => m.Case.Item?.Key)));
            p.Add(new("states", page.Select(m => CaseJson.Write(m.Case)).ToArray()));
            p.Add(new("tickets", page.Select(m => CaseJson.Write(m.Ticket with { Comments = [] })).ToArray()));
            p.Add(
                Texts("items", page.Select(m => m.Item is null ? null : CaseJson.Write(m.Item with { Comments = [] })))
            );
            await command.ExecuteNonQueryAsync();
        }

        return string.Join(
            ", ",
            made.GroupBy(m => m.Case.Stage ?? "no stage").OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}")
        );
    }

    private static NpgsqlParameter Texts(string name, IEnumerable<string?> values) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text) { Value = values.ToArray() };

    private static Rehearsed Make(ProcessMapping process, int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var start = new Case
        {
            Id = number,
            Helpdesk = process.Helpdesk,
            TicketId = id,
        };
        var now = Begin.AddMinutes(number % 600);
        var at = Rehearsal.Run(process, start, Ticket(process, id, number), null, now);
        for (var step = 0; step < number % (Path.Length + 1); step++)
        {
            now = now.AddHours(1);
            if (at.Item is not { } item || process.Stage(Path[step]) is not { } stage)
            {
                break;
            }

            var next = item with
            {
                Version = item.Version + 1,
                Status = stage.Tracker[0].Status ?? item.Status,
                Values = item.Values.With(
                    FieldNames.DueDate,
                    new FieldValue.Date(new DateOnly(2026, 12, 1 + (number % 28)))
                ),
            };
            at = Rehearsal.Run(process, at.Case, at.Ticket, next, now);
        }

        return at;
    }

    private static Snapshot Ticket(ProcessMapping process, string id, int number)
    {
        var values = FieldBag
            .Of(
                process
                    .Fields.Where(f => f.HelpdeskField is not null)
                    .Select(f => KeyValuePair.Create(f.HelpdeskField!, Value(f, number)))
            )
            .With(
                FieldBag.Of(
                    (FieldNames.Subject, new FieldValue.Text($"Totals are wrong, {id}")),
                    (FieldNames.Status, new FieldValue.Choice("Elevating")),
                    (FieldNames.Type, new FieldValue.Choice("Bugs/Defects")),
                    (FieldNames.RequesterName, new FieldValue.Text("Carol Client")),
                    (FieldNames.Group, null),
                    (FieldNames.Priority, new FieldValue.Choice("High")),
                    ("Engineering Key", null),
                    ("Estimated Delivery Date", null)
                )
            );
        return new Snapshot
        {
            Side = Side.Helpdesk,
            Id = id,
            Key = $"#{id}",
            Url = $"https://desk.example.com/a/tickets/{id}",
            Version = 1,
            CreatedAt = Begin,
            Status = "Elevating",
            Comments = [],
            Values = values,
        };
    }

    private static FieldValue? Value(FieldRule field, int number) =>
        field.Values.Length > 0 ? new FieldValue.Choice(field.Values[number % field.Values.Length].Helpdesk)
        : field.Type is FieldType.Text or FieldType.Html
            ? new FieldValue.Text($"Open the dashboard, compare the totals with the export of day {number}.")
        : field.Type is FieldType.Url ? new FieldValue.Text($"https://app.example.com/totals/{number}")
        : field.Type is FieldType.Choice ? new FieldValue.Choice("Yes")
        : null;
}
