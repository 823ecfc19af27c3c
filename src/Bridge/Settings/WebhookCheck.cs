using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Core.Planning;
using Bridge.Hooks;

namespace Bridge.Settings;

/// <summary>What each webhook that the bridge tells must have.</summary>
internal static class WebhookCheck
{
    private static readonly Effect.Post Sample = new("sample", "a \"text\"\nof two lines")
    {
        Key = "post/1",
        Reason = "",
    };

    public static void Check(string name, WebhookOptions options, ImmutableArray<string>.Builder errors)
    {
        var at = $"Bridge:Webhooks:{name}";
        options.Url = SettingsReader.Secret(options.Url, options.UrlFile, $"{at}:Url", errors);
        options.Secret = SettingsReader.Secret(options.Secret, options.SecretFile, $"{at}:Secret", errors);
        if (options.Url is not { } url)
        {
            errors.Add($"{at}:Url is missing: give the whole address that the receiver named, or put it into a file.");
        }
        else if (
            !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        )
        {
            errors.Add($"{at}:Url is no address to send to: give one that begins with https://.");
        }

        if (!IsHeader(options.Header))
        {
            errors.Add($"{at}:Header is no name of a header: give one such as Authorization or X-Token.");
        }

        if (options.Secret?.Any(char.IsControl) is true)
        {
            errors.Add($"{at}:Secret has a line end or another control character: a header is one line.");
        }

        foreach (var unknown in PostBody.Unknown(options.Body))
        {
            errors.Add(
                $"{at}:Body names '{unknown}', which there is not: the names are {string.Join(", ", PostBody.Names)}."
            );
        }

        try
        {
            using var _ = JsonDocument.Parse(PostBody.Of(options.Body, Sample, "case-1/post/1"));
        }
        catch (JsonException e)
        {
            errors.Add($"{at}:Body is no JSON once it is filled in: {e.Message}");
        }
    }

    private static bool IsHeader(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
