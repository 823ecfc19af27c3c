using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Makes issues and finds them again. The marker is a label, set by the very call that makes the issue, so that an
/// issue whose answer was lost can be searched for.
/// </summary>
internal sealed partial class JiraItems(
    JiraApi api,
    JiraBindings bindings,
    JiraDrafts drafts,
    JiraUpdates updates,
    JiraReader reader,
    TimeProvider time,
    TimeSpan searchLag
)
{
    /// <summary>The issue property that holds the marker and the effect's key.</summary>
    private const string Mark = "bridge.case";

    private const int LongestGlobalId = 255;

    public async Task<Outcome> CreateAsync(Effect.CreateItem effect, CancellationToken cancel)
    {
        if (bindings.Maker(effect.Container, effect.ItemType) is not { } maker)
        {
            return Refused(
                $"no bound process makes '{effect.ItemType ?? "the default type"}' in project {effect.Container}"
            );
        }

        var (draft, failure) = await this.DraftAsync(effect, maker, cancel);
        if (failure is not null)
        {
            return new Outcome.Failed(failure);
        }

        var at = draft.Only(maker.OnCreateScreen.Contains);
        var answer = await api.CreateAsync(Body(effect, maker, at), cancel);
        if (answer.Failure is { Kind: FailureKind.Refused } refusal)
        {
            var named = refusal.Fields.Select(f => f.Field).ToImmutableHashSet();
            if (named.IsEmpty || !named.All(at.Fields.ContainsKey))
            {
                return new Outcome.Failed(draft.Named(refusal));
            }

            at = at.Only(f => !named.Contains(f));
            var bodyWas = answer;
            answer = await api.CreateAsync(Body(effect, maker, at), cancel);
            draft = answer.Value is null ? draft : Without(draft, bodyWas.Failure!, named);
        }

        return answer.Value is { Id: { } id } made
            ? await this.FinishAsync(effect, id, reader.Item(made), draft.Only(f => !at.Fields.ContainsKey(f)), cancel)
            : new Outcome.Failed(draft.Named(answer.Failure ?? NoId()));
    }

    /// <summary>
    /// Searches by the marker. An issue that was made but not finished (link back, fields that the create screen lacks,
    /// status) is finished here: each of these steps may be repeated safely.
    /// </summary>
    public async Task<Found> FindAsync(Effect.CreateItem effect, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var answer = await api.SearchAsync(
            $"labels = {JiraPolls.Quote(JiraWriting.Label(effect.Marker))} ORDER BY key ASC",
            "status",
            null,
            api.Recent,
            Priority.State,
            cancel
        );
        if (answer.Value is null)
        {
            return new Found.Failed(answer.Failure!);
        }

        if (answer.Value.Issues?.FirstOrDefault(i => i.Id is not null) is not { Id: { } id } issue)
        {
            var wait = startedAt + searchLag - time.GetUtcNow();
            return wait > TimeSpan.Zero ? new Found.NotYetKnown(wait) : new Found.No();
        }

        var item = reader.Item(issue);
        if (bindings.Maker(effect.Container, effect.ItemType) is not { } maker)
        {
            return new Found.Yes(new Written { Item = item });
        }

        var (draft, failure) = await this.DraftAsync(effect, maker, cancel);
        if (failure is not null)
        {
            return new Found.Failed(failure);
        }

        // Once people work on it, its status is theirs.
        var untouched = JiraValues.CategoryOf(issue.Field("status")) is null or "new";
        var left = untouched ? effect : effect with { Status = null };
        var rest = draft.Only(f => !maker.OnCreateScreen.Contains(f));
        return await this.FinishAsync(left, id, item, rest, cancel) switch
        {
            Outcome.Done done => new Found.Yes(done.Written),
            Outcome.Partly partly => new Found.Yes(partly.Written),
            Outcome.Failed failed => new Found.Failed(failed.Failure),
            _ => new Found.Yes(new Written { Item = item }),
        };
    }

    /// <summary>Finds an issue by the key, the number or the address that an agent typed.</summary>
    public async Task<Outcome> LinkAsync(Effect.LinkItem effect, CancellationToken cancel)
    {
        var typed = effect.TypedKey.Trim();
        var address = AddressPattern().Match(typed);
        var match = address.Success ? address.Groups["key"] : KeyPattern().Match(typed);
        var key = match.Success ? match.Value.ToUpperInvariant() : null;
        if (key is null && (typed.Length == 0 || !typed.All(char.IsAsciiDigit)))
        {
            return Refused($"'{typed}' is no issue key such as S2-12 and no address of an issue");
        }

        var answer = await api.IssueAsync(key ?? typed, bindings.ToRead, cancel);
        if (answer.Value is not { } issue)
        {
            return new Outcome.Failed(
                answer.Failure!.Kind == FailureKind.Missing
                    ? answer.Failure with
                    {
                        Message = $"Jira has no issue '{key ?? typed}', or hides it from the integration user",
                    }
                    : answer.Failure
            );
        }

        var label = JiraWriting.Label(effect.Marker);
        var change = new JiraChange(
            issue.Id ?? "",
            JiraDraft.Empty,
            label.Length > 0 ? [label] : [],
            null,
            null,
            FieldBag.Empty,
            reader.Item(issue)
        );
        var linked = await this.LinkBackAsync(effect.TicketUrl, effect.TicketTitle, change.IssueId, cancel);
        return linked is { Kind: not (FailureKind.Refused or FailureKind.Forbidden) }
            ? new Outcome.Failed(linked)
            : AndLink(await updates.SendAsync(change, cancel), linked);
    }

    [GeneratedRegex(@"\b[A-Z][A-Z0-9_]*-[0-9]+\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyPattern();

    /// <summary>Where an address of an issue holds its key; other parts of it may look like one.</summary>
    [GeneratedRegex(
        @"(browse/|issues/|selectedIssue=)(?<key>[A-Z][A-Z0-9_]*-[0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AddressPattern();

    private static Outcome.Failed Refused(string why) => new(new Failure(FailureKind.Refused, why));

    private static Failure NoId() => new(FailureKind.Unknown, "Jira's answer to a create has no issue id");

    private static JiraDraft Without(JiraDraft draft, Failure refusal, ImmutableHashSet<string> ids) =>
        draft.Only(f => !ids.Contains(f)) with
        {
            Refused = draft.Refused.AddRange(draft.Named(refusal).Fields),
        };

    private static JsonObject Body(Effect.CreateItem effect, BoundProcess maker, JiraDraft draft)
    {
        var fields = new JsonObject();
        foreach (var (id, node) in draft.Fields)
        {
            fields[id] = node?.DeepClone();
        }

        fields["project"] = new JsonObject { ["key"] = maker.ProjectKey };
        fields["issuetype"] = new JsonObject { ["id"] = maker.TypeId };
        fields["summary"] = JiraWriting.Summary(effect.Title);
        var labels = draft.Fields.GetValueOrDefault("labels")?.DeepClone() as JsonArray ?? [];
        labels.Add((JsonNode)JiraWriting.Label(effect.Marker));
        fields["labels"] = labels;
        return new JsonObject
        {
            ["fields"] = fields,
            ["properties"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = Mark,
                    ["value"] = new JsonObject { ["marker"] = effect.Marker, ["effect"] = effect.Key },
                }
            ),
        };
    }

    private async Task<(JiraDraft Draft, Failure? Failure)> DraftAsync(
        Effect.CreateItem effect,
        BoundProcess maker,
        CancellationToken cancel
    )
    {
        var values = effect.Values.Without(FieldNames.Subject).Without(FieldNames.Type);
        if (effect.BodyHtml.Length > 0)
        {
            values = values.With(FieldNames.Description, new FieldValue.Rich(effect.BodyHtml));
        }

        return await drafts.MakeAsync(
            values,
            bindings.For(maker.ProjectKey),
            async token =>
            {
                var answer = await api.CreateScreenAsync(maker.ProjectKey, maker.TypeId, token);
                return new JiraAnswer<IReadOnlyList<WireScreenField>>(answer.Value, answer.Failure);
            },
            cancel
        );
    }

    private async Task<Outcome> FinishAsync(
        Effect.CreateItem effect,
        string id,
        ItemRef item,
        JiraDraft rest,
        CancellationToken cancel
    )
    {
        var linked = await this.LinkBackAsync(effect.TicketUrl, effect.TicketTitle, id, cancel);
        if (linked is { Kind: not (FailureKind.Refused or FailureKind.Forbidden) })
        {
            return new Outcome.Failed(MadeBut(item, linked));
        }

        var change = new JiraChange(id, rest, [], effect.Status, null, effect.Values, item);
        return await updates.SendAsync(change, cancel) is var outcome && outcome is Outcome.Failed failed
            ? new Outcome.Failed(MadeBut(item, failed.Failure))
            : AndLink(outcome, linked);
    }

    /// <summary>The outcome with what kept the link back from being made.</summary>
    private static Outcome AndLink(Outcome outcome, Failure? linked) =>
        (outcome, linked) is (Outcome.Done done, { } why)
            ? new Outcome.Partly(
                done.Written,
                FieldBag.Empty,
                false,
                why with
                {
                    Message = "the link back to the ticket could not be made: " + why.Message,
                }
            )
            : outcome;

    /// <summary>The issue is there, so the effect is in doubt, not undone: looking for it finishes what is left.</summary>
    private static Failure MadeBut(ItemRef item, Failure failure) =>
        failure with
        {
            Kind = FailureKind.Unknown,
            Message = $"{item.Key} was made but not finished: {failure.Message}",
        };

    /// <summary>By what Jira knows a link again on its issue: at most 255 characters.</summary>
    private static string GlobalId(string url) =>
        url.Length <= LongestGlobalId ? url : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));

    private async Task<Failure?> LinkBackAsync(string url, string title, string id, CancellationToken cancel)
    {
        if (url.Length == 0)
        {
            return null;
        }

        var body = new JsonObject
        {
            ["globalId"] = GlobalId(url),
            ["application"] = new JsonObject { ["type"] = "com.freshdesk", ["name"] = "Freshdesk" },
            ["relationship"] = "reported by",
            ["object"] = new JsonObject { ["url"] = url, ["title"] = title.Length > 0 ? title : url },
        };
        return (await api.PutRemoteLinkAsync(id, body, cancel)).Failure;
    }
}
