using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Bridge.Core.Model;

/// <summary>One thing in a text that no customer should read.</summary>
/// <param name="What">For people: "the word 'stack trace'".</param>
/// <param name="Words">The words of the text that it is, so that they can be marked.</param>
public sealed record Leak(string What, string Words)
{
    /// <summary>True for words of a private note or an internal comment: they are seen only while comments are read.</summary>
    public bool OfComment { get; init; }
}

/// <summary>
/// A text to the customer as the leak guard stopped it. The customer's links stand in it by name, see
/// <see cref="Planning.AnswerPlaces"/>.
/// </summary>
public sealed record StoppedText(string Html, ImmutableArray<Leak> Found)
{
    public ImmutableArray<Leak> Found
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = Found.IsDefault ? [] : Found;

    /// <summary>Names text and finds: who releases a message releases what was shown, and nothing newer.</summary>
    public string Print() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n', this.Found.Select(f => f.What).Prepend(this.Html)))
            )
        )[..16];
}

/// <summary>What a person may do with a message that the leak guard stopped.</summary>
public enum VerdictKind
{
    /// <summary>It is sent as it is.</summary>
    Release,

    /// <summary>It is sent in other words, which are guarded like the first ones.</summary>
    Rewrite,

    /// <summary>It is not sent.</summary>
    Drop,
}

/// <summary>A person's decision about a stopped message, which no plan has taken in yet.</summary>
/// <param name="Id">The store's id of it.</param>
/// <param name="Number">The message, as <see cref="HeldMessage.Number"/>.</param>
/// <param name="Seen">The print of what the person saw.</param>
/// <param name="Text">The new words as Markdown; null unless it is a rewriting.</param>
/// <param name="By">Who it was, as far as the door of the pages knows.</param>
public sealed record MessageVerdict(
    long Id,
    int Number,
    VerdictKind Kind,
    string Seen,
    string? Text,
    string By,
    DateTimeOffset At
);
