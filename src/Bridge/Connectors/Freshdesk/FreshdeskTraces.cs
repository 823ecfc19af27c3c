using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// Looks for what an effect in doubt may have left. Tickets and conversations are read by id, never by search: the index
/// lags by minutes.
/// </summary>
internal sealed class FreshdeskTraces(FreshdeskApi api, FreshdeskAccount account, TimeZoneInfo zone)
{
    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private const int Note = 2;

    /// <summary>Done when the ticket holds all that the update asks for; what was refused before sending does not count.</summary>
    internal async Task<Found> FindAsync(Effect.Update update, long id, CancellationToken cancel)
    {
        var fields = await account.FieldsAsync(anew: false, cancel);
        if (fields.Failure is { } failure)
        {
            return new Found.Failed(failure);
        }

        var got = await api.TicketAsync(id, include: null, cancel);
        if (got.Value is not { } ticket)
        {
            return new Found.Failed(got.Failure!);
        }

        var draft = FreshdeskDraft.Of(update, fields.Value!, zone);
        var tags = ticket.Tags ?? [];
        var added = update.AddTags.IsDefault ? [] : update.AddTags;
        var wanted = draft.Parts.TryGetValue("tags", out var set)
            ? draft.WithTags(
                set.Field,
                FreshdeskValues.Labels(set.Value).Union(added, StringComparer.OrdinalIgnoreCase)
            )
            : draft;
        return
            wanted.Parts.Values.All(part => Holds(part, ticket))
            && added.All(tag => tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
            ? new Found.Yes(Written.Nothing)
            : new Found.No();
    }

    /// <summary>
    /// Done when the bridge's agent wrote the same words (for a file: a note that holds one of that name and size) since
    /// then, by the tool's clock and less a minute, and no other effect claims them. The tool rewrites HTML and may add a signature.
    /// </summary>
    internal async Task<Found> FindAsync(
        Effect effect,
        long id,
        DateTimeOffset startedAt,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var me = await account.MeAsync(cancel);
        if (me.Failure is { } failure)
        {
            return new Found.Failed(failure);
        }

        var got = await api.ConversationsAsync(id, archived: false, cancel);
        if (got.Value is not { } all)
        {
            return new Found.Failed(got.Failure!);
        }

        var mine = all.Where(c =>
                c.UserId == me.Value!.Id
                && c.Incoming != true
                && effect is not Effect.Reply == (c.Private == true && c.Source is null or Note)
                && c.CreatedAt >= startedAt - Skew
                && !claimed.Contains(Id(c))
            )
            .OrderBy(c => c.CreatedAt)
            .ThenBy(c => c.Id)
            .ToArray();
        var found = effect switch
        {
            Effect.Attach attach => mine.FirstOrDefault(c => Holds(attach, c, claimed)),
            Effect.AddNote note => WithWords(mine, note.Html),
            Effect.Reply reply => WithWords(mine, reply.Html),
            _ => null,
        };
        return found is null ? new Found.No() : new Found.Yes(FreshdeskFiles.Wrote(found));
    }

    /// <summary>Those of exactly these words go before those that have them among others.</summary>
    private static ConversationWire? WithWords(ConversationWire[] mine, string html)
    {
        var words = TextFingerprint.Of(html);
        var all = mine.Select(c => (Said: c, Words: TextFingerprint.Of(c.Body ?? AsHtml(c.BodyText)))).ToArray();
        return all.FirstOrDefault(c => c.Words == words).Said
            ?? all.FirstOrDefault(c => words.Length > 0 && c.Words.Contains(words, StringComparison.Ordinal)).Said;
    }

    /// <summary>The tool may write a file's name in its own way, so only letters and digits count.</summary>
    private static bool Holds(Effect.Attach effect, ConversationWire said, IReadOnlySet<string> claimed) =>
        (said.Attachments ?? []).Any(a =>
            !claimed.Contains(a.Id.ToString(CultureInfo.InvariantCulture))
            && Letters(a.Name) == Letters(effect.File.Name)
            && (
                effect.File.Size is null || (a.Size ?? a.FileSize) is null || (a.Size ?? a.FileSize) == effect.File.Size
            )
        );

    private static string Letters(string? name) =>
        string.Concat((name ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Id(ConversationWire said) => said.Id.ToString(CultureInfo.InvariantCulture);

    private static string AsHtml(string? text) => HtmlText.Write(PlainText.Read(text));

    private static bool Holds(DraftPart part, TicketWire ticket)
    {
        var field = part.Field;
        if (field.Custom)
        {
            var there =
                ticket.CustomFields?.TryGetValue(field.Key, out var raw) == true
                    ? FreshdeskValues.Of(field, raw)
                    : null;
            return Same(field, FreshdeskValues.Of(field, Element(part.Node)), there);
        }

        return field.Form switch
        {
            FieldForm.Numbered or FieldForm.Agent => part.Node?.GetValue<long>()
                == FreshdeskValues.NumberOf(field, ticket),
            FieldForm.Html => TextFingerprint.Of(part.Node?.GetValue<string>() ?? "")
                == TextFingerprint.Of(ticket.Description ?? ""),
            _ => Same(field, FreshdeskValues.Of(field, Element(part.Node)), FreshdeskValues.Of(field, ticket)),
        };
    }

    private static bool Same(LiveField field, FieldValue? wanted, FieldValue? there) =>
        field.Form switch
        {
            // An unticked box may read as nothing at all.
            FieldForm.Flag => (wanted is FieldValue.Flag { Value: true }) == (there is FieldValue.Flag { Value: true }),
            FieldForm.Lines => TextFingerprint.Of(Html(wanted)) == TextFingerprint.Of(Html(there)),
            _ => FieldValue.Same(wanted, there),
        };

    private static string Html(FieldValue? value) => value is FieldValue.Rich rich ? rich.Html : "";

    private static JsonElement Element(JsonNode? node) =>
        node is null ? default : JsonSerializer.SerializeToElement(node);
}
