using System.Collections.Immutable;
using Bridge.Connectors;
using NodaTime;

namespace Bridge.Settings;

/// <summary>What each kind of connection must have.</summary>
internal static class ConnectionCheck
{
    public static void Check(string name, ConnectionOptions options, ImmutableArray<string>.Builder errors)
    {
        var at = $"Bridge:Connections:{name}";
        options.ApiKey = SettingsReader.Secret(options.ApiKey, options.ApiKeyFile, $"{at}:ApiKey", errors);
        options.ApiToken = SettingsReader.Secret(options.ApiToken, options.ApiTokenFile, $"{at}:ApiToken", errors);
        options.Token = SettingsReader.Secret(options.Token, options.TokenFile, $"{at}:Token", errors);
        options.WebhookSecret = SettingsReader.Secret(
            options.WebhookSecret,
            options.WebhookSecretFile,
            $"{at}:WebhookSecret",
            errors
        );
        switch (options.Kind)
        {
            case ToolKind.Freshdesk:
                Need(options.BaseUrl, $"{at}:BaseUrl", "https://YOURS.freshdesk.com", errors);
                Need(options.ApiKey, $"{at}:ApiKey", "the API key of the integration agent's profile", errors);
                break;
            case ToolKind.Jira when options.Flavor == JiraFlavor.Cloud:
                Need(options.BaseUrl, $"{at}:BaseUrl", "https://YOURS.atlassian.net", errors);
                Need(options.Email, $"{at}:Email", "the integration user's e-mail address", errors);
                Need(options.ApiToken, $"{at}:ApiToken", "an API token of the integration user", errors);
                break;
            case ToolKind.Jira:
                Need(options.BaseUrl, $"{at}:BaseUrl", "https://jira.example.com", errors);
                Need(options.Token, $"{at}:Token", "a personal access token of the integration user", errors);
                break;
            case ToolKind.ClickUp:
                options.BaseUrl ??= "https://api.clickup.com";
                Need(options.Token, $"{at}:Token", "the integration user's personal token (pk_...)", errors);
                Need(
                    options.WorkspaceId,
                    $"{at}:WorkspaceId",
                    "the number after app.clickup.com/ in the address",
                    errors
                );
                break;
            default:
                errors.Add($"{at}:Kind is missing: give Freshdesk, Jira or ClickUp.");
                break;
        }

        Rest(at, options, errors);
    }

    private static void Rest(string at, ConnectionOptions options, ImmutableArray<string>.Builder errors)
    {
        if (options.BaseUrl is { } url && !SettingsReader.IsAddress(url))
        {
            errors.Add($"{at}:BaseUrl is '{url}': give the whole address, beginning with https://.");
        }
        else if (
            options.BaseUrl is { } given
            && given.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            && !Local(given)
        )
        {
            errors.Add($"{at}:BaseUrl is '{given}': keys travel in every request, so only https:// is taken.");
        }

        if (options.RequestsPerMinute is < 1)
        {
            errors.Add($"{at}:RequestsPerMinute is {options.RequestsPerMinute}: give at least 1, or leave it out.");
        }

        if (options.OldWebhookSecretFor < TimeSpan.Zero)
        {
            errors.Add($"{at}:OldWebhookSecretFor is {options.OldWebhookSecretFor}: give 00:00:00 or more.");
        }

        if (options.PollEvery < TimeSpan.FromSeconds(1))
        {
            errors.Add($"{at}:PollEvery is {options.PollEvery}: give at least 00:00:01.");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone) is null)
        {
            errors.Add($"{at}:Zone is '{options.Zone}': give an IANA zone such as Europe/Dublin.");
        }
    }

    private static void Need(string? value, string key, string what, ImmutableArray<string>.Builder errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add($"{key} is missing: give {what}.");
        }
    }

    private static bool Local(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
