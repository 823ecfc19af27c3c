using System.Text;
using System.Text.RegularExpressions;
using Bridge.Connectors;
using Npgsql;

namespace Bridge.Settings;

/// <summary>
/// Takes the secrets of the settings out of a text: the last net under whatever is logged. It knows them as they are now
/// and as they were since the start, and the tokens of answer links by their shape.
/// </summary>
/// <param name="connectionString">Of the database; null: the bridge's own, which has no password to give away.</param>
public sealed partial class SecretMask(BridgeOptions options, string? connectionString)
{
    internal const string Instead = "***";

    /// <summary>A shorter text stands in ordinary words too.</summary>
    private const int Shortest = 8;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly string? database = PasswordOf(connectionString);

    /// <summary>The text with each secret as three stars.</summary>
    public string Clean(string text)
    {
        if (text.Length < Shortest)
        {
            return text;
        }

        foreach (var secret in this.All())
        {
            text = text.Replace(secret, Instead, StringComparison.Ordinal);
        }

        return text.Contains("/answer/", StringComparison.Ordinal) ? AnswerToken().Replace(text, Instead) : text;
    }

    private static string? PasswordOf(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Password;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<=/answer/)[A-Za-z0-9_-]{20,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnswerToken();

    /// <summary>The longest first: one may be part of another.</summary>
    private string[] All()
    {
        lock (this.gate)
        {
            foreach (var secret in this.Now().SelectMany(Forms))
            {
                this.known.Add(secret);
            }

            return [.. this.known.OrderByDescending(secret => secret.Length)];
        }
    }

    private IEnumerable<string?> Now() =>
        options
            .Connections.Values.SelectMany(Of)
            .Concat(options.Webhooks.Values.SelectMany(hook => (string?[])[hook.Secret, PathOf(hook.Url)]))
            .Append(options.AdminPassword)
            .Append(options.AnswerKey)
            .Append(this.database);

    private static IEnumerable<string?> Of(ConnectionOptions connection) =>
        [
            connection.ApiKey,
            connection.ApiToken,
            connection.Token,
            Pair(connection.ApiKey, "X"),
            Pair(connection.Email, connection.ApiToken),
            .. (connection.WebhookSecret ?? "").Split(['\n', ','], StringSplitOptions.TrimEntries),
        ];

    /// <summary>As it is, and as it stands in JSON and in an address.</summary>
    private static IEnumerable<string> Forms(string? secret) =>
        secret is { Length: >= Shortest } ? [secret, Uri.EscapeDataString(secret)] : [];

    private static string? Pair(string? name, string? secret) =>
        name is null || secret is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}"));

    /// <summary>Many chats give addresses whose path is the secret.</summary>
    private static string? PathOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.PathAndQuery.Length > Shortest
            ? address.PathAndQuery
            : null;
}
