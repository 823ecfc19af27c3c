using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Freshdesk;

/// <summary>
/// An update as the one partial PUT that it becomes: attributes by key, the custom fields among them told apart, and what
/// was refused before anything was sent. Immutable.
/// </summary>
internal sealed record FreshdeskDraft
{
    /// <summary>What goes into the body, by the field's key.</summary>
    internal ImmutableSortedDictionary<string, DraftPart> Parts { get; init; } =
        ImmutableSortedDictionary.Create<string, DraftPart>(StringComparer.Ordinal);

    /// <summary>Values that were refused, by the mapping's names.</summary>
    internal FieldBag Refused { get; init; } = FieldBag.Empty;

    internal bool StatusRefused { get; init; }

    internal ImmutableArray<FieldRefusal> Words { get; init; } = [];

    /// <summary>The update without tags to add, which need the ticket's own (see <see cref="WithTags"/>).</summary>
    internal static FreshdeskDraft Of(Effect.Update update, FreshdeskFields fields, TimeZoneInfo zone)
    {
        var draft = new FreshdeskDraft();
        foreach (var (name, value) in update.Values)
        {
            draft = draft.With(name, value, fields.Find(name), zone);
        }

        return update.Status is { } status
            ? draft.With(FieldNames.Status, new FieldValue.Choice(status), fields.Status, zone)
            : draft;
    }

    /// <summary>The whole set of tags, since the tool replaces all of them.</summary>
    internal FreshdeskDraft WithTags(LiveField field, IEnumerable<string> tags)
    {
        var whole = new FieldValue.List([.. tags]);
        var node = FreshdeskValues.ToWire(field, whole, TimeZoneInfo.Utc).Node;
        return this with { Parts = this.Parts.SetItem(field.Key, new DraftPart(FieldNames.Tags, field, whole, node)) };
    }

    /// <summary>Without parts that the tool refused, each with its words.</summary>
    internal FreshdeskDraft Without(IEnumerable<(string Key, string Words)> refused)
    {
        var draft = this;
        foreach (var (key, words) in refused)
        {
            if (draft.Parts.TryGetValue(key, out var part))
            {
                draft = (draft with { Parts = draft.Parts.Remove(key) }).Refuse(part.Name, part.Value, words);
            }
        }

        return draft;
    }

    /// <summary>The body: only what changes, for the tool refuses attributes that it does not know.</summary>
    internal JsonObject Body()
    {
        var body = new JsonObject();
        var custom = new JsonObject();
        foreach (var (key, part) in this.Parts)
        {
            (part.Field.Custom ? custom : body)[key] = part.Node?.DeepClone();
        }

        if (custom.Count > 0)
        {
            body["custom_fields"] = custom;
        }

        return body;
    }

    /// <summary>The refusal of all that was refused, null when nothing was.</summary>
    internal Failure? Failure() =>
        this.Words.IsEmpty
            ? null
            : new Failure(
                FailureKind.Refused,
                "Freshdesk refused " + string.Join("; ", this.Words.Select(w => $"{w.Field}: {w.Message}"))
            )
            {
                Fields = this.Words,
            };

    private FreshdeskDraft With(string name, FieldValue? value, LiveField? field, TimeZoneInfo zone)
    {
        if (field is null)
        {
            return this.Refuse(name, value, "Freshdesk has no such field");
        }

        var converted = FreshdeskValues.ToWire(field, value, zone);
        return converted.Problem is { } problem
            ? this.Refuse(name, value, problem)
            : this with
            {
                Parts = this.Parts.SetItem(field.Key, new DraftPart(name, field, value, converted.Node)),
            };
    }

    private FreshdeskDraft Refuse(string name, FieldValue? value, string words)
    {
        var status = string.Equals(name, FieldNames.Status, StringComparison.OrdinalIgnoreCase);
        return this with
        {
            Refused = status ? this.Refused : this.Refused.With(name, value),
            StatusRefused = this.StatusRefused || status,
            Words = this.Words.Add(new FieldRefusal(name, words)),
        };
    }
}

/// <summary>One attribute of the body, and the name and value of the mapping that it stands for.</summary>
internal sealed record DraftPart(string Name, LiveField Field, FieldValue? Value, JsonNode? Node);
