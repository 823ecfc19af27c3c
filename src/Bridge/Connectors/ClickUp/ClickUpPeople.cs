using System.Collections.Immutable;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>Who the integration user is, and who the members of the workspace are. Thread safe.</summary>
internal sealed class ClickUpPeople(ClickUpApi api, string workspace, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private WireUser? me;
    private Known? members;

    /// <summary>The integration user; asked once.</summary>
    public async Task<(WireUser? Me, Failure? Failure)> MeAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref this.me) is { } known)
        {
            return (known, null);
        }

        var answer = await api.UserAsync(cancel);
        if (answer.Value?.User is not { Id: not null } user)
        {
            return (
                null,
                answer.Failure ?? new Failure(FailureKind.Unknown, "ClickUp did not say who the integration user is")
            );
        }

        Volatile.Write(ref this.me, user);
        return (user, null);
    }

    /// <summary>
    /// A member's id by e-mail address, else by a name that only one has; a refusal when there is none. The id in the
    /// value is no help: it may be the helpdesk's.
    /// </summary>
    public async Task<(string? Id, string? Refusal, Failure? Failure)> FindAsync(
        FieldValue value,
        CancellationToken cancel
    )
    {
        var known = Volatile.Read(ref this.members);
        if (known is null || time.GetUtcNow() - known.At > Fresh)
        {
            var answer = await api.TeamsAsync(cancel);
            if (answer.Value is not { } teams)
            {
                return (null, null, answer.Failure);
            }

            var team = teams.Teams?.Find(t => t.Id == workspace);
            known = new Known(
                time.GetUtcNow(),
                [.. (team?.Members ?? []).Select(m => m.User).OfType<WireUser>().Where(u => u.Id is not null)]
            );
            Volatile.Write(ref this.members, known);
        }

        var person = value as FieldValue.Person;
        var name = person?.Name ?? value.Display;
        var found = known.Members.FirstOrDefault(u => ClickUpNames.Same(u.Email, person?.Email ?? name));
        if (found is null)
        {
            var named = known.Members.Where(u => ClickUpNames.Same(u.Username, name)).Take(2).ToList();
            found = named is [var one] ? one : null;
        }

        return found is null
            ? (null, $"the workspace has no one member '{name}'; invite them to ClickUp or clear the field", null)
            : (found.Id, null, null);
    }

    private sealed record Known(DateTimeOffset At, ImmutableArray<WireUser> Members);
}
