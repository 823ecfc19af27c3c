using System.CommandLine;
using System.Globalization;
using Bridge.Core.Reporting;
using Bridge.Store;
using Npgsql;

namespace Bridge.Cli;

/// <summary><c>bridge findings</c>: what a person must know, and what is done about it.</summary>
internal static class FindingsCommand
{
    public static Command Create() =>
        new("findings", "Lists what a person must know, and has it tried again or dropped.")
        {
            FindingsListCommand.Create(),
            FindingsShowCommand.Create(),
            FindingsActCommand.Retry(),
            FindingsActCommand.Drop(),
        };

    internal static Option<string?> Kind() =>
        new("--kind") { Description = "Only of this kind, such as Refused or 'gate violation'." };

    internal static Option<string?> Process() => new("--process") { Description = "Only of cases in this process." };

    internal static Option<string?> Connection() =>
        new("--connection") { Description = "Only about this connection of the settings." };

    internal static Option<DateTimeOffset?> Since() =>
        new("--since")
        {
            Description =
                "Only opened since: a day or a moment (UTC) such as 2026-11-20 or 2026-11-20T14:30, or so long ago: 90m, 6h, 2d.",
            CustomParser = result =>
            {
                if (
                    Moment(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", TimeProvider.System.GetUtcNow()) is
                    { } at
                )
                {
                    return at;
                }

                result.AddError(
                    "--since takes a day or a moment (2026-11-20, 2026-11-20T14:30), or so long ago: 90m, 6h, 2d."
                );
                return null;
            },
        };

    /// <summary>A moment as people type it; null when it is none.</summary>
    internal static DateTimeOffset? Moment(string text, DateTimeOffset now)
    {
        if (
            text.Length > 1
            && double.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= 100_000
        )
        {
            return text[^1] switch
            {
                'm' => now - TimeSpan.FromMinutes(number),
                'h' => now - TimeSpan.FromHours(number),
                'd' => now - TimeSpan.FromDays(number),
                _ => null,
            };
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;
    }

    /// <summary>
    /// The filter of the options. Null, with the reason on the standard error output, when they name what there is not.
    /// </summary>
    internal static async Task<FindingFilter?> FilterAsync(
        FindingFilter given,
        string? ticket,
        NpgsqlDataSource source,
        CancellationToken cancel
    )
    {
        var kind = given.Kind is { } name ? FindingWords.Find(name) : null;
        if (given.Kind is not null && kind is null)
        {
            await Console.Error.WriteLineAsync(
                $"There is no kind '{given.Kind}'. There are: {string.Join(", ", FindingWords.All.Select(w => w.Kind))}."
            );
            return null;
        }

        if (ticket is null)
        {
            return given with { Kind = kind?.Kind.ToString() };
        }

        var (found, problem) = await CaseLookup.FindAsync(source, ticket, cancel);
        if (found is null)
        {
            await Console.Error.WriteLineAsync(problem);
            return null;
        }

        return given with
        {
            Kind = kind?.Kind.ToString(),
            CaseId = found.Id,
        };
    }
}
