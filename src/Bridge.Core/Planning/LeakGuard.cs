using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Looks through a public reply for what must not reach a customer.</summary>
public static class LeakGuard
{
    /// <summary>What was found, one text each; empty: the message may go.</summary>
    public static IReadOnlyList<string> Find(ProcessMapping process, ItemRef? item, string html)
    {
        var text = ValueText.Plain(html);
        var found = new List<string>();
        if (item is not null)
        {
            var host = Uri.TryCreate(item.Url, UriKind.Absolute, out var url) ? url.Host : null;
            if (host is { Length: > 0 } && html.Contains(host, StringComparison.OrdinalIgnoreCase))
            {
                found.Add("an address of the tracker");
            }

            if (Words(text).Contains(item.Key, StringComparer.OrdinalIgnoreCase))
            {
                found.Add($"the tracker's key {item.Key}");
            }
        }

        if (html.Contains("[~accountid:", StringComparison.OrdinalIgnoreCase) || Words(text).Any(IsMention))
        {
            found.Add("a mention of a colleague");
        }

        found.AddRange(
            process
                .LeakWords.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                .Select(word => $"the word '{word}'")
        );
        return found;
    }

    private static bool IsMention(string word) => word.Length > 1 && word[0] == '@' && char.IsLetter(word[1]);

    private static string[] Words(string text) =>
        text.Split(
                [' ', '\t', '\n', '\r', '\u00a0', ',', ';', '(', ')', '[', ']', '"', '\''],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Select(word => word.TrimEnd('.', ':', '!', '?'))
            .ToArray();
}
