using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Who put files where they are, and when.</summary>
internal sealed record FileSource(DateTimeOffset At, string Author, bool ByBridge);

/// <summary>
/// The files of a ticket or of something said in it: what the tool lists as attachments, and the pictures in the text
/// that the tool itself keeps, which it does not list. Pure.
/// </summary>
/// <param name="own">The account's own address.</param>
internal sealed class FreshdeskFileRefs(Uri own)
{
    /// <summary>Hosts of the tool's file store; pictures of any other host are somebody else's.</summary>
    private static readonly string[] Stores =
    [
        "freshdesk.com",
        "freshworks.com",
        "freshdeskusercontent.com",
        "freshworksapi.com",
        "amazonaws.com",
    ];

    internal ImmutableArray<FileRef> Of(AttachmentWire[]? attachments, string? html, FileSource source)
    {
        var listed = (attachments ?? []).Select(a => new FileRef(
            a.Id.ToString(CultureInfo.InvariantCulture),
            string.IsNullOrWhiteSpace(a.Name) ? $"file-{a.Id.ToString(CultureInfo.InvariantCulture)}" : a.Name,
            a.Size ?? a.FileSize,
            a.ContentType,
            a.CreatedAt ?? source.At,
            source.Author,
            source.ByBridge,
            a.AttachmentUrl ?? ""
        ));
        var inline =
            html?.Contains("<img", StringComparison.OrdinalIgnoreCase) == true ? this.Inline(html, source) : [];
        return [.. listed.Concat(inline).DistinctBy(file => file.Id, StringComparer.Ordinal)];
    }

    private IEnumerable<FileRef> Inline(string html, FileSource source) =>
        HtmlText
            .Read(html)
            .Images.Where(image => this.IsKept(image.Url))
            .Select(image => new FileRef(
                "inline:" + (image.AttachmentId is { Length: > 0 } id ? id : Hash(image.Url!)),
                image.Label,
                Size: null,
                ContentType: null,
                source.At,
                source.Author,
                source.ByBridge,
                image.Url!
            ));

    /// <summary>What somebody writes as a picture may be any address: those of the API are none.</summary>
    private bool IsKept(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && !address.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        && (
            string.Equals(address.Host, own.Host, StringComparison.OrdinalIgnoreCase)
            || (own.IsLoopback && address.IsLoopback)
            || Stores.Any(store =>
                address.Host.Equals(store, StringComparison.OrdinalIgnoreCase)
                || address.Host.EndsWith("." + store, StringComparison.OrdinalIgnoreCase)
            )
        );

    /// <summary>What stays of an address when it is signed anew: its path, and the token that names the picture.</summary>
    private static string Hash(string url)
    {
        var address = new Uri(url);
        var token = address
            .Query.TrimStart('?')
            .Split('&')
            .FirstOrDefault(part => part.StartsWith("token=", StringComparison.OrdinalIgnoreCase));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address.AbsolutePath}?{token}")))[
            ..16
        ];
    }
}
