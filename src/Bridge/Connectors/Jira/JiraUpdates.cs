using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>
/// Changes issues: fields first, with one edit, then the status, which may ask for them. Every part may be repeated
/// safely.
/// </summary>
internal sealed class JiraUpdates(
    JiraApi api,
    JiraBindings bindings,
    JiraDrafts drafts,
    JiraEdits edits,
    JiraTransitions transitions,
    JiraReader reader
)
{
    public async Task<Outcome> UpdateAsync(Effect.Update effect, string id, CancellationToken cancel)
    {
        var (names, trouble) = await this.NamesAsync(effect, id, cancel);
        if (names is null)
        {
            return new Outcome.Failed(trouble!);
        }

        var (draft, failure) = await drafts.MakeAsync(
            effect.Values,
            names,
            token => this.EditScreenAsync(id, token),
            cancel
        );
        if (failure is not null)
        {
            return new Outcome.Failed(failure);
        }

        return await this.SendAsync(
            new JiraChange(id, draft, Labels(effect.AddTags), effect.Status, effect.Resolution, effect.Values, null),
            cancel
        );
    }

    /// <summary>Sends fields and labels, then moves the issue.</summary>
    public async Task<Outcome> SendAsync(JiraChange change, CancellationToken cancel)
    {
        var edit = await edits.SendAsync(
            change.IssueId,
            change.Draft,
            change.AddLabels,
            change.Status is not null,
            cancel
        );
        if (edit.Fatal is { } fatal)
        {
            return new Outcome.Failed(change.Draft.Named(fatal));
        }

        JiraWalk? walk = null;
        if (change.Status is { } status)
        {
            var goal = new JiraGoal(
                change.IssueId,
                status,
                change.Resolution,
                change.Draft,
                edit.Refused,
                this.Order(status)
            );
            walk = await transitions.WalkAsync(goal, edit.After, cancel);
            if (walk.Fatal is { } broken)
            {
                return new Outcome.Failed(broken);
            }
        }

        return await this.OutcomeAsync(change, edit, walk, cancel);
    }

    /// <summary>Whether the issue already is as the effect wants it.</summary>
    public async Task<Found> FindAsync(Effect.Update effect, string id, CancellationToken cancel)
    {
        var read = await reader.ReadAsync(id, cancel);
        if (read is ReadResult.Failed failed)
        {
            return new Found.Failed(failed.Failure);
        }

        var now = ((ReadResult.Got)read).Snapshot;
        var tags = now.Values[FieldNames.Tags] as FieldValue.List;
        var done =
            now.Presence == Presence.Present
            && effect.Values.All(v => FieldValue.Same(v.Value, now.Values[v.Key]))
            && (effect.Status is null || Same(now.Status, effect.Status))
            && (effect.Resolution is null || Same(now.Resolution, effect.Resolution))
            && Labels(effect.AddTags).All(t => tags?.Values.Contains(t, StringComparer.OrdinalIgnoreCase) == true);
        return done ? new Found.Yes(new Written { After = now }) : new Found.No();
    }

    private static bool Same(string? a, string b) =>
        string.Equals(a?.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<string> Labels(ImmutableArray<string> tags) =>
        tags.IsDefault ? [] : [.. tags.Select(JiraWriting.Label).Where(t => t.Length > 0).Distinct()];

    private static Failure Together(List<Failure> failures) =>
        failures[0] with
        {
            Message = string.Join("; ", failures.Select(f => f.Message).Distinct()),
            Fields = [.. failures.SelectMany(f => f.Fields).Distinct()],
        };

    private static Failure? Local(ImmutableArray<FieldRefusal> refused) =>
        refused.IsEmpty
            ? null
            : new Failure(FailureKind.Refused, string.Join("; ", refused.Select(r => $"{r.Field}: {r.Message}")))
            {
                Fields = refused,
            };

    private async Task<Outcome> OutcomeAsync(JiraChange change, JiraEdit edit, JiraWalk? walk, CancellationToken cancel)
    {
        var open = edit.Refused.Except(walk?.Sent ?? []);
        var failures = new[]
        {
            Local(change.Draft.Refused),
            open.IsEmpty ? null : edit.Refusal,
            walk?.Refusal,
            walk?.ResolutionRefusal,
        }
            .OfType<Failure>()
            .ToList();
        var issue = walk?.After ?? edit.After;
        if (issue is null && edit.Changed)
        {
            // The answer was an empty one (Data Center): looked at now, the webhook of this very edit needs no look.
            issue = (await api.IssueAsync(change.IssueId, bindings.ToRead, cancel)).Value;
        }

        var written = new Written
        {
            Item = change.Item,
            After = await reader.AfterAsync(issue, cancel),
            Version = walk is null || ReferenceEquals(walk.After, edit.After) ? JiraReader.Version(edit.After) : null,
        };
        if (failures.Count == 0)
        {
            return new Outcome.Done(written);
        }

        var names = open.Select(change.Draft.NameOf).Concat(change.Draft.Refused.Select(r => r.Field));
        var refused = FieldBag.Of(names.Select(name => KeyValuePair.Create(name, Wanted(change, name))));
        if (walk?.ResolutionRefusal is not null && change.Resolution is { } resolution)
        {
            refused = refused.With(FieldNames.Resolution, new FieldValue.Choice(resolution));
        }

        return new Outcome.Partly(written, refused, walk?.Refusal is not null, Together(failures));
    }

    private static FieldValue? Wanted(JiraChange change, string name) =>
        change.Values.TryGet(name, out var value) ? value
        : name == "labels" ? new FieldValue.List([.. change.AddLabels])
        : null;

    /// <summary>The statuses of the process that names this one, in its order.</summary>
    private ImmutableArray<string> Order(string status) =>
        bindings.All.Select(p => p.StatusOrder).FirstOrDefault(o => o.Any(s => Same(s, status)), []);

    private async Task<JiraAnswer<IReadOnlyList<WireScreenField>>> EditScreenAsync(string id, CancellationToken cancel)
    {
        var answer = await api.EditScreenAsync(id, cancel);
        return new JiraAnswer<IReadOnlyList<WireScreenField>>(
            answer.Value is null
                ? null
                : [.. (answer.Value.Fields ?? []).Select(f => f.Value with { FieldId = f.Key })],
            answer.Failure
        );
    }

    private async Task<(IReadOnlyDictionary<string, JiraField>? Names, Failure? Failure)> NamesAsync(
        Effect.Update effect,
        string id,
        CancellationToken cancel
    )
    {
        if (!bindings.DependsOnProject(effect.Values.Select(v => v.Key)))
        {
            return (bindings.For(null), null);
        }

        var answer = await api.IssueAsync(id, ["project"], cancel);
        return answer.Value is { } issue
            ? (bindings.For(JiraValues.Member(issue.Fields?.GetValueOrDefault("project") ?? default, "key")), null)
            : (null, answer.Failure);
    }
}

/// <summary>What is to be done to one issue.</summary>
/// <param name="Item">Told with the outcome; null when the caller knows the item.</param>
internal sealed record JiraChange(
    string IssueId,
    JiraDraft Draft,
    ImmutableArray<string> AddLabels,
    string? Status,
    string? Resolution,
    FieldBag Values,
    ItemRef? Item
);
