using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>The integration user itself.</summary>
internal sealed class JiraAccount(JiraApi api, JiraDialect dialect)
{
    private string? known;

    /// <summary>What the API names it by, asked once.</summary>
    public async Task<(string? Id, Failure? Failure)> IdAsync(CancellationToken cancel) =>
        this.known is { } id ? (id, null) : await this.AskAsync(cancel);

    /// <summary>Asks Jira who the credentials belong to.</summary>
    public async Task<(string? Id, Failure? Failure)> AskAsync(CancellationToken cancel)
    {
        var answer = await api.MyselfAsync(cancel);
        if (answer.Failure is { } failure)
        {
            return (null, failure);
        }

        this.known = dialect.IdOf(answer.Value);
        return this.known is { } id
            ? (id, null)
            : (
                null,
                new Failure(
                    FailureKind.Unauthorized,
                    $"Jira does not say who the integration user is; check {dialect.Needs}"
                )
            );
    }
}
