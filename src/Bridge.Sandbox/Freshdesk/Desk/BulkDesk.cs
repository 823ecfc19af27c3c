using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Changes many tickets in one job. What one ticket refuses does not stop the others.</summary>
internal sealed class BulkDesk(Account account)
{
    private static readonly FrozenSet<string> Keys = FrozenSet.Create("ids", "properties", "reply");

    private readonly Dictionary<string, BulkJob> jobs = [];

    public BulkJob? Job(string id) => this.jobs.GetValueOrDefault(id);

    public Outcome<BulkJob> Update(Performer performer, Payload payload) =>
        this.Run(
            payload,
            (id, action) =>
            {
                if (action.TryGetProperty("properties", out var properties))
                {
                    var attributes = JsonObject.Create(properties)!;
                    attributes.Remove("skip_close_notification");
                    if (account.Desk.Update(performer, id, Payload.Of(attributes)).Refusal is { } refusal)
                    {
                        return refusal;
                    }
                }

                return action.TryGetProperty("reply", out var reply)
                    ? account.Talk.Reply(performer, id, Payload.Of(JsonObject.Create(reply)!)).Refusal
                    : null;
            }
        );

    public Outcome<BulkJob> Delete(Performer performer, Payload payload) =>
        this.Run(payload, (id, _) => account.Desk.Delete(performer, id).Refusal);

    private Outcome<BulkJob> Run(Payload payload, Func<long, JsonElement, Refusal?> change)
    {
        var read = new PayloadReader(payload);
        if (read.Object("bulk_action") is not { } action)
        {
            return Refusal.Invalid("bulk_action", "It should be a/an key/value pair", "missing_field");
        }

        var inner = new PayloadReader(new Payload(action, [], FromForm: false));
        inner.Only(Keys);
        var ids = inner.Integers("ids");
        if (ids.Count == 0)
        {
            inner.Add("ids", "It should be a/an Array", "missing_field");
        }

        if (inner.Errors.Count > 0)
        {
            return Refusal.Invalid(inner.Errors);
        }

        var done = ids.Select(id => (id, change(id, action) is null)).ToList();
        var job = new BulkJob(Guid.NewGuid().ToString("N"), done);
        this.jobs.Add(job.Id, job);
        return job;
    }
}

/// <summary>A job that has run: each ticket, and whether it was changed.</summary>
internal sealed record BulkJob(string Id, IReadOnlyList<(long TicketId, bool Succeeded)> Done);
