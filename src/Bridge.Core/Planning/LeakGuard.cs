using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Looks through a public reply for what must not reach a customer.</summary>
public static class LeakGuard
{
    /// <summary>A sentence of an internal comment that is shorter may stand in a reply by chance.</summary>
    private const int ShortestSentence = 40;

    private static readonly string[] SentenceEnds = ["\n", ". ", "! ", "? "];

    /// <summary>What was found; empty: the message may go.</summary>
    /// <param name="comments">What colleagues wrote among themselves and no reply may repeat.</param>
    public static ImmutableArray<Leak> Find(
        ProcessMapping process,
        ItemRef? item,
        string html,
        IEnumerable<Comment>? comments = null
    )
    {
        var text = ValueText.Plain(html);
        var words = Words(text);
        var found = ImmutableArray.CreateBuilder<Leak>();
        if (item is not null)
        {
            var host = Uri.TryCreate(item.Url, UriKind.Absolute, out var url) ? url.Host : null;
            if (host is { Length: > 0 } && html.Contains(host, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(new Leak("an address of the tracker", host));
            }

            if (words.Contains(item.Key, StringComparer.OrdinalIgnoreCase))
            {
                found.Add(new Leak($"the tracker's key {item.Key}", item.Key));
            }
        }

        if (html.Contains("[~accountid:", StringComparison.OrdinalIgnoreCase))
        {
            found.Add(new Leak("a mention of a colleague", "[~accountid:"));
        }
        else if (Array.Find(words, IsMention) is { } mention)
        {
            found.Add(new Leak("a mention of a colleague", mention));
        }

        found.AddRange(
            process
                .LeakWords.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                .Select(word => new Leak($"the word '{word}'", word))
        );
        found.AddRange(Repeated(OneLine(text), comments ?? []));
        return found.ToImmutable();
    }

    /// <summary>Sentences of comments that stand in the text, one of each comment.</summary>
    private static IEnumerable<Leak> Repeated(string text, IEnumerable<Comment> comments) =>
        comments
            .Select(comment =>
                ValueText
                    .Plain(comment.Html)
                    .Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries)
                    .Select(OneLine)
                    .FirstOrDefault(sentence =>
                        sentence.Length >= ShortestSentence
                        && text.Contains(sentence, StringComparison.OrdinalIgnoreCase)
                    )
            )
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(sentence => new Leak($"words of an internal comment ('{sentence[..30]}…')", sentence)
            {
                OfComment = true,
            });

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsMention(string word) => word.Length > 1 && word[0] == '@' && char.IsLetter(word[1]);

    private static string[] Words(string text) =>
        text.Split(
                [' ', '\t', '\n', '\r', '\u00a0', ',', ';', '(', ')', '[', ']', '"', '\''],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Select(word => word.TrimEnd('.', ':', '!', '?'))
            .ToArray();
}
