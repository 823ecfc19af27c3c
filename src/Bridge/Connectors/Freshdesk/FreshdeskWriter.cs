using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Executes effects on tickets. Every update is safe to repeat; replies and notes are not.</summary>
internal sealed class FreshdeskWriter(FreshdeskApi api, FreshdeskAccount account, TimeZoneInfo zone)
{
    /// <summary>
    /// Fields, status and tags in one partial PUT. If the tool refuses some of it (it then did nothing), the rest is
    /// sent once without them.
    /// </summary>
    internal async Task<Outcome> UpdateAsync(Effect.Update update, long id, CancellationToken cancel)
    {
        var fields = await account.FieldsAsync(anew: false, cancel);
        if (fields.Failure is { } failure)
        {
            return new Outcome.Failed(failure);
        }

        var draft = FreshdeskDraft.Of(update, fields.Value!, zone);
        if (!update.AddTags.IsDefaultOrEmpty)
        {
            var (tagged, noTags) = await this.AddTagsAsync(draft, update.AddTags, id, fields.Value!, cancel);
            if (noTags is not null)
            {
                return new Outcome.Failed(noTags);
            }

            draft = tagged;
        }

        return draft.Parts.IsEmpty ? Ended(draft) : await this.PutAsync(draft, id, fields.Value!, cancel);
    }

    internal async Task<Outcome> ReplyAsync(Effect.Reply reply, long id, CancellationToken cancel)
    {
        var got = await api.ReplyAsync(id, reply.Html, cancel);
        return got.Value is { } said ? new Outcome.Done(FreshdeskFiles.Wrote(said)) : new Outcome.Failed(got.Failure!);
    }

    /// <summary>A note whose addressees alone are refused is written without them, and the refusal told.</summary>
    internal async Task<Outcome> NoteAsync(Effect.AddNote note, long id, CancellationToken cancel)
    {
        ImmutableArray<string> notify = note.Notify.IsDefault ? [] : note.Notify;
        var got = await api.NoteAsync(id, note.Html, notify, cancel);
        if (got.Value is { } said)
        {
            return new Outcome.Done(FreshdeskFiles.Wrote(said));
        }

        var errors = FreshdeskFailures.Errors(got.Answer);
        if (
            got.Failure!.Kind != FailureKind.Refused
            || errors.IsEmpty
            || notify.IsEmpty
            || !errors.All(e => e.Field!.StartsWith("notify_emails", StringComparison.Ordinal))
        )
        {
            return new Outcome.Failed(got.Failure);
        }

        var quiet = await api.NoteAsync(id, note.Html, [], cancel);
        return quiet.Value is { } written
            ? new Outcome.Partly(FreshdeskFiles.Wrote(written), FieldBag.Empty, false, got.Failure)
            : new Outcome.Failed(quiet.Failure!);
    }

    /// <summary>A note that is gone needs no new words. A reply has left the house: the tool edits none.</summary>
    internal async Task<Outcome> EditAsync(Effect.EditNote edit, CancellationToken cancel)
    {
        if (Number(edit.NoteId) is not { } id)
        {
            return new Outcome.Failed(NoNote(edit.NoteId));
        }

        var got = await api.EditAsync(id, edit.Html, cancel);
        return got.Failure switch
        {
            null => new Outcome.Done(FreshdeskFiles.Wrote(got.Value!)),
            { Kind: FailureKind.Missing } => new Outcome.Done(Written.Nothing),
            { Status: 405 } => new Outcome.Failed(
                got.Failure with
                {
                    Message = "Freshdesk edits notes only, and only on tickets that are neither deleted nor spam",
                }
            ),
            { } failure => new Outcome.Failed(failure),
        };
    }

    /// <summary>A note that is gone already is done.</summary>
    internal async Task<Outcome> RemoveAsync(Effect.RemoveNote remove, CancellationToken cancel) =>
        Number(remove.NoteId) is not { } id ? new Outcome.Failed(NoNote(remove.NoteId))
        : await api.RemoveAsync(id, cancel) is { Kind: not FailureKind.Missing } failure ? new Outcome.Failed(failure)
        : new Outcome.Done(Written.Nothing);

    private static long? Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Failure NoNote(string id) =>
        new(FailureKind.Refused, $"'{id}' is no id of a Freshdesk note: those are whole numbers");

    /// <summary>
    /// Done, or partly when something was refused. No version is told: Freshdesk's times are whole seconds, so the time of
    /// this write may also be that of somebody else's.
    /// </summary>
    private static Outcome Ended(FreshdeskDraft draft) =>
        draft.Failure() is { } failure
            ? new Outcome.Partly(Written.Nothing, draft.Refused, draft.StatusRefused, failure)
            : new Outcome.Done(Written.Nothing);

    /// <summary>The tool knows no adding: the tags that are there are read, and the whole set written if it grew.</summary>
    private async Task<(FreshdeskDraft Draft, Failure? Failure)> AddTagsAsync(
        FreshdeskDraft draft,
        ImmutableArray<string> tags,
        long id,
        FreshdeskFields fields,
        CancellationToken cancel
    )
    {
        var field = fields.Find(FieldNames.Tags)!;
        if (draft.Parts.TryGetValue(field.Key, out var set))
        {
            return (draft.WithTags(field, Union(FreshdeskValues.Labels(set.Value), tags)), null);
        }

        var got = await api.TicketAsync(id, include: null, cancel);
        if (got.Value is not { } ticket)
        {
            return (draft, got.Failure);
        }

        var all = Union(ticket.Tags ?? [], tags);
        return (all.Count == (ticket.Tags?.Length ?? 0) ? draft : draft.WithTags(field, all), null);
    }

    private static List<string> Union(IEnumerable<string> there, IEnumerable<string> more)
    {
        var all = there.ToList();
        all.AddRange(
            more.Where(tag => !all.Contains(tag, StringComparer.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
        );
        return all;
    }

    private async Task<Outcome> PutAsync(
        FreshdeskDraft draft,
        long id,
        FreshdeskFields fields,
        CancellationToken cancel
    )
    {
        var got = await api.UpdateAsync(id, draft.Body(), cancel);
        if (got.Value is not null)
        {
            return Ended(draft);
        }

        var errors = FreshdeskFailures.Errors(got.Answer);
        if (got.Failure!.Kind != FailureKind.Refused || errors.IsEmpty)
        {
            return new Outcome.Failed(got.Failure);
        }

        var named = await account.FieldsNamedAsync(errors, fields, cancel);
        var refusal = FreshdeskRefusal.Of(draft, errors, key => this.Name(key, named));
        if (refusal.Rest is not { } rest)
        {
            return new Outcome.Failed(refusal.Failure with { Status = got.Failure.Status });
        }

        if (rest.Parts.IsEmpty)
        {
            return Ended(rest);
        }

        var second = await api.UpdateAsync(id, rest.Body(), cancel);
        return second.Value is not null ? Ended(rest) : new Outcome.Failed(this.Second(second, rest, named));
    }

    private Failure Second(Asked<TicketWire> second, FreshdeskDraft rest, FreshdeskFields fields)
    {
        var errors = FreshdeskFailures.Errors(second.Answer);
        return second.Failure!.Kind != FailureKind.Refused || errors.IsEmpty
            ? second.Failure
            : FreshdeskRefusal.Of(rest, errors, key => this.Name(key, fields)).Failure with
            {
                Status = second.Failure.Status,
            };
    }

    /// <summary>The mapping's name of a field that the tool names; its label when no process uses it.</summary>
    private string Name(string key, FreshdeskFields fields) =>
        fields.OfKey(key) is not { } field
            ? key
            : account.Used.All.FirstOrDefault(name => ReferenceEquals(fields.Find(name), field)) ?? field.Label;
}
