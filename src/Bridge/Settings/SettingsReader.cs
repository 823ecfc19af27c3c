using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Core.Text;

namespace Bridge.Settings;

/// <summary>The settings, and all that is wrong with them: a sentence each that names the key and the cure, and no secret.</summary>
public sealed record SettingsReading(BridgeOptions Options, ImmutableArray<string> Errors);

/// <summary>Reads the settings, takes secrets out of their files, and checks all of it at once.</summary>
public static class SettingsReader
{
    private const int ShortestKey = 32;

    public static SettingsReading Read(IConfiguration configuration)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var options = new BridgeOptions();
        try
        {
            configuration.GetSection("Bridge").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            errors.AddRange(Unreadable(e));
        }

        options.AdminPassword = Secret(
            options.AdminPassword,
            options.AdminPasswordFile,
            "Bridge:AdminPassword",
            errors
        );
        options.AnswerKey = Secret(options.AnswerKey, options.AnswerKeyFile, "Bridge:AnswerKey", errors);
        if (options.AnswerKey is { Length: < ShortestKey })
        {
            errors.Add(
                $"Bridge:AnswerKey is too short to keep links safe: give at least {ShortestKey} characters of chance, or leave it out."
            );
        }

        if (options.PublicUrl is { } url && !IsAddress(url))
        {
            errors.Add($"Bridge:PublicUrl is '{url}': give an address such as https://bridge.example.com.");
        }

        if (options.Lease < TimeSpan.FromSeconds(15) || options.Lease > TimeSpan.FromHours(1))
        {
            errors.Add($"Bridge:Lease is {options.Lease:c}: give a time from 00:00:15 to 01:00:00.");
        }

        if (options.Concurrency is < 1 or > 1000)
        {
            errors.Add($"Bridge:Concurrency is {options.Concurrency}: give a number from 1 to 1000.");
        }

        if (options.WaitsTooLong < TimeSpan.FromSeconds(10) || options.WaitsTooLong > TimeSpan.FromDays(7))
        {
            errors.Add($"Bridge:WaitsTooLong is {options.WaitsTooLong:c}: give a time from 00:00:10 to 7.00:00:00.");
        }

        if (options.StormLimit < 0)
        {
            errors.Add($"Bridge:StormLimit is {options.StormLimit}: give a number of messages, 0 or more.");
        }

        if (options.WebhooksPerMinute is < 60 or > 10_000_000)
        {
            errors.Add(
                $"Bridge:WebhooksPerMinute is {options.WebhooksPerMinute}: give a number of webhooks from 60 to 10000000."
            );
        }

        CheckJobs(options, errors);
        foreach (var (name, connection) in options.Connections)
        {
            ConnectionCheck.Check(name, connection, errors);
        }

        foreach (var (name, webhook) in options.Webhooks)
        {
            WebhookCheck.Check(name, webhook, errors);
        }

        foreach (var (name, alert) in options.Alerts)
        {
            AlertCheck.Check(name, alert, options, errors);
        }

        return new SettingsReading(options, errors.ToImmutable());
    }

    /// <summary>
    /// The settings once the mappings are known too: links by which customers answer need an address that they reach, and
    /// webhooks that steps of escalation tell must be there.
    /// </summary>
    public static SettingsReading With(this SettingsReading reading, IEnumerable<ProcessMapping> processes)
    {
        var errors = reading.Errors.ToBuilder();
        var all = processes.ToList();
        if (reading.Options.PublicUrl is null && all.Find(p => p.Validation is not null) is { } asking)
        {
            errors.Add(
                $"Bridge:PublicUrl is missing: the process '{asking.Name}' ({asking.File}) sends its customers links to "
                    + "answer by. Give the address at which they reach the bridge, such as https://bridge.example.com."
            );
        }

        errors.AddRange(AlertCheck.UnknownProcesses(reading.Options, [.. all.Select(p => p.Name)]));
        errors.AddRange(all.SelectMany(p => LackingWebhooks(p, reading.Options.Webhooks.Keys)));
        return reading with { Errors = errors.ToImmutable() };
    }

    /// <summary>The webhooks that a process tells and the settings do not have, a sentence each.</summary>
    internal static IEnumerable<string> LackingWebhooks(ProcessMapping process, IEnumerable<string> known)
    {
        var names = known.ToList();
        return (process.Sla?.Steps ?? [])
            .Select(s => s.PostTo)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name =>
                $"{process.File} tells the webhook '{name}', which the settings do not have. Add Bridge:Webhooks:{name}:Url"
                + (names.Count == 0 ? "." : $", or name one of: {string.Join(", ", names)}.")
            );
    }

    /// <summary>The secret itself, or what its file holds without surrounding white space.</summary>
    internal static string? Secret(string? value, string? file, string key, ImmutableArray<string>.Builder errors)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        }

        if (!string.IsNullOrWhiteSpace(value))
        {
            errors.Add($"{key} and {key}File are both set: keep one.");
            return value.Trim();
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{key}File names '{file}', which cannot be read ({e.GetType().Name}): check path and rights.");
            return null;
        }
    }

    internal static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void CheckJobs(BridgeOptions options, ImmutableArray<string>.Builder errors)
    {
        if (options.DriftPerHour is < 0 or > 100_000)
        {
            errors.Add(
                $"Bridge:DriftPerHour is {options.DriftPerHour}: give a number of cases from 0 (none) to 100000."
            );
        }

        foreach (
            var (key, keep) in new[]
            {
                (nameof(options.KeepStories), options.KeepStories),
                (nameof(options.KeepEffects), options.KeepEffects),
                (nameof(options.KeepFindings), options.KeepFindings),
                (nameof(options.KeepQuarantine), options.KeepQuarantine),
            }
        )
        {
            if (keep < TimeSpan.FromDays(1))
            {
                errors.Add($"Bridge:{key} is {keep}: give at least a day, as 365.00:00:00 for a year.");
            }
        }
    }

    /// <summary>What the configuration binder could not place, each with the nearest name that exists.</summary>
    private static IEnumerable<string> Unreadable(InvalidOperationException refusal)
    {
        const string before = "following properties were not found on the instance of";
        var message = Telling(refusal).Message;
        var at = message.IndexOf(before, StringComparison.Ordinal);
        if (at < 0)
        {
            return
            [
                $"The settings under Bridge cannot be read: {message.TrimEnd('.')}. See docs/operate.md for what it takes.",
            ];
        }

        var known = typeof(BridgeOptions)
            .GetProperties()
            .Concat(typeof(ConnectionOptions).GetProperties())
            .Concat(typeof(WebhookOptions).GetProperties())
            .Concat(typeof(AlertOptions).GetProperties());
        var unknown = message[at..].Split('\'').Where((_, part) => part % 2 == 1);
        return unknown.Select(name =>
            Nearest.To(name, known.Select(p => p.Name), 1) is [var near]
                ? $"There is no setting '{name}' under Bridge. Did you mean '{near}'?"
                : $"There is no setting '{name}' under Bridge. Take it out; the settings there are: see docs/operate.md."
        );
    }

    /// <summary>The binder wraps what it has to say about the settings in words about itself.</summary>
    private static Exception Telling(Exception outer) =>
        outer.InnerException is { } inner && outer.Message.Contains("binding has failed", StringComparison.Ordinal)
            ? Telling(inner)
            : outer;
}
