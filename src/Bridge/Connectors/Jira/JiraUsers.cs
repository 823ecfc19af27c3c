using System.Text.RegularExpressions;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Jira;

/// <summary>Finds a person by account id, e-mail address, login name or display name.</summary>
internal sealed partial class JiraUsers(JiraApi api, JiraDialect dialect)
{
    /// <summary>
    /// Cloud hides e-mail addresses, but an exact one in the query still finds its user: the only hit is then the one. Id is
    /// what the API names the person by. Exactly one of the three is set.
    /// </summary>
    public async Task<(string? Id, string? Refusal, Failure? Failure)> FindAsync(
        FieldValue value,
        CancellationToken cancel
    )
    {
        var person = value as FieldValue.Person;
        var name = (person?.Name ?? value.Display).Trim();
        var email = person?.Email ?? (name.Contains('@', StringComparison.Ordinal) ? name : null);
        var query = email ?? name;
        var answer = await api.UsersAsync(query, AccountId().IsMatch(query), cancel);
        if (answer.Value is null)
        {
            return (null, null, answer.Failure);
        }

        var people = answer
            .Value.Where(u => dialect.IdOf(u) is not null && u.AccountType is null or "atlassian")
            .ToList();
        if (people.Find(u => Same(dialect.IdOf(u), query)) is { } exact)
        {
            return (dialect.IdOf(exact), null, null);
        }

        var found = people
            .Where(u => Same(u.EmailAddress, email) || (email is null && Same(u.DisplayName, name)))
            .ToList();
        return (found, people, email) switch
        {
            ([var one], _, _) => (dialect.IdOf(one), null, null),
            ([], [{ EmailAddress: null or "" } only], not null) => (dialect.IdOf(only), null, null),
            ([], _, _) => (null, $"Jira has no user '{query}' that the integration user can see", null),
            _ => (null, $"Jira has {found.Count} users called '{query}'; use an e-mail address", null),
        };
    }

    /// <summary>The two shapes that account ids of Cloud have.</summary>
    [GeneratedRegex(
        "^([0-9a-f]{24}|[0-9]+:[0-9a-f-]{36})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AccountId();

    private static bool Same(string? a, string? b) =>
        a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
