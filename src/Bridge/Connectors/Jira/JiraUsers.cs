using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Finds the account of a person by e-mail address or display name.</summary>
internal sealed class JiraUsers(JiraApi api)
{
    /// <summary>
    /// Jira hides e-mail addresses, but an exact one in the query still finds its user: the only hit is then the one.
    /// Exactly one of the three is set.
    /// </summary>
    public async Task<(string? AccountId, string? Refusal, Failure? Failure)> FindAsync(
        FieldValue value,
        CancellationToken cancel
    )
    {
        var person = value as FieldValue.Person;
        var name = (person?.Name ?? value.Display).Trim();
        var email = person?.Email ?? (name.Contains('@', StringComparison.Ordinal) ? name : null);
        var query = email ?? name;
        var answer = await api.UsersAsync(query, cancel);
        if (answer.Value is null)
        {
            return (null, null, answer.Failure);
        }

        var people = answer.Value.Where(u => u.AccountId is not null && u.AccountType is null or "atlassian").ToList();
        var found = people
            .Where(u => Same(u.EmailAddress, email) || (email is null && Same(u.DisplayName, name)))
            .ToList();
        return (found, people, email) switch
        {
            ([var one], _, _) => (one.AccountId, null, null),
            ([], [{ EmailAddress: null or "" } only], not null) => (only.AccountId, null, null),
            ([], _, _) => (null, $"Jira has no user '{query}' that the integration user can see", null),
            _ => (null, $"Jira has {found.Count} users called '{query}'; use an e-mail address", null),
        };
    }

    private static bool Same(string? a, string? b) =>
        a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
