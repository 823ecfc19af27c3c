using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Values on their way to Jira: ready nodes by field id, and those that cannot be sent.</summary>
internal sealed record JiraDraft(
    ImmutableDictionary<string, JsonNode?> Fields,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<FieldRefusal> Refused
)
{
    public static JiraDraft Empty { get; } =
        new(ImmutableDictionary<string, JsonNode?>.Empty, ImmutableDictionary<string, string>.Empty, []);

    /// <summary>The mapping's name of a field id; the id itself when no mapping names it.</summary>
    public string NameOf(string id) => this.Names.GetValueOrDefault(id, id);

    public JiraDraft Only(Func<string, bool> ids) =>
        this with
        {
            Fields = this.Fields.Where(f => ids(f.Key)).ToImmutableDictionary(),
        };

    /// <summary>The failure with the mapping's names in place of Jira's ids.</summary>
    public Failure Named(Failure failure) =>
        failure with
        {
            Fields = [.. failure.Fields.Select(f => f with { Field = this.NameOf(f.Field) })],
            Message = failure.Fields.Aggregate(
                failure.Message,
                (text, f) => text.Replace($"{f.Field}: ", $"{this.NameOf(f.Field)}: ", StringComparison.Ordinal)
            ),
        };
}

/// <summary>Where the allowed values of fields are read anew when a word is not among the known ones.</summary>
internal delegate Task<JiraAnswer<IReadOnlyList<WireScreenField>>> FreshScreen(CancellationToken cancel);

/// <summary>Makes drafts: converts values by their fields' live types, and looks up people.</summary>
internal sealed class JiraDrafts(JiraUsers users, JiraDialect dialect, TimeZoneInfo zone)
{
    public async Task<(JiraDraft Draft, Failure? Failure)> MakeAsync(
        FieldBag values,
        IReadOnlyDictionary<string, JiraField> names,
        FreshScreen fresh,
        CancellationToken cancel
    )
    {
        var fields = ImmutableDictionary.CreateBuilder<string, JsonNode?>();
        var ids = ImmutableDictionary.CreateBuilder<string, string>();
        var refused = ImmutableArray.CreateBuilder<FieldRefusal>();
        IReadOnlyList<WireScreenField>? screen = null;
        foreach (var (name, value) in values)
        {
            if (!names.TryGetValue(name, out var field))
            {
                refused.Add(
                    new FieldRefusal(name, "no bound process names this field; check the mapping against Jira")
                );
                continue;
            }

            ids[field.Id] = name;
            var (input, failure) = await this.InputAsync(field, value, cancel);
            if (input is { UnknownOption: true })
            {
                var answer = screen is null ? await fresh(cancel) : null;
                screen ??= answer?.Value;
                if (screen is null)
                {
                    return (JiraDraft.Empty, answer?.Failure);
                }

                (input, failure) = await this.InputAsync(WithOptions(field, screen), value, cancel);
            }

            if (input is null)
            {
                return (JiraDraft.Empty, failure);
            }

            if (input.Refusal is { } why)
            {
                refused.Add(new FieldRefusal(name, why));
            }
            else
            {
                fields[field.Id] = input.Node;
            }
        }

        return (new JiraDraft(fields.ToImmutable(), ids.ToImmutable(), refused.ToImmutable()), null);
    }

    private static JiraField WithOptions(JiraField field, IReadOnlyList<WireScreenField> screen) =>
        screen.FirstOrDefault(s => (s.FieldId ?? s.Key) == field.Id)?.AllowedValues is { Count: > 0 } allowed
            ? field with
            {
                Options = [.. allowed],
            }
            : field;

    private async Task<(JiraInput? Input, Failure? Failure)> InputAsync(
        JiraField field,
        FieldValue? value,
        CancellationToken cancel
    )
    {
        if (field.Id == "status")
        {
            return (new JiraInput(null, "the status is changed by a stage, not as a field"), null);
        }

        if (field.Kind is not (JiraFieldKind.User or JiraFieldKind.Users))
        {
            return (JiraWriting.Write(field, value, zone, dialect), null);
        }

        if (FieldValue.OrNothing(value) is not { } person)
        {
            return (new JiraInput(field.Kind == JiraFieldKind.Users ? new JsonArray() : null), null);
        }

        var (account, refusal, failure) = await users.FindAsync(person, cancel);
        return failure is not null
            ? (null, failure)
            : (new JiraInput(account is null ? null : JiraWriting.Account(field, account, dialect), refusal), null);
    }
}
