using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Work;

/// <summary>Carries a file from one tool to the other: its bytes pass through and are never held.</summary>
internal static class FileCarrier
{
    /// <summary>
    /// Opens the file and gives it to the target. When it cannot be opened, nothing was written: that it may have happened
    /// is never said of a failure of the source.
    /// </summary>
    public static async Task<Outcome> CarryAsync(
        Effect.Attach attach,
        ITool? source,
        ITool target,
        string targetId,
        CancellationToken cancel
    )
    {
        if (source is null)
        {
            return Failed(FailureKind.Offline, $"the connection '{attach.From}' is no longer in the settings");
        }

        switch (await source.OpenAsync(attach.Owner, attach.File, attach.AtMost, cancel))
        {
            case Opened.Got opened when IsPage(opened.File.ContentType) && !MayBePage(attach.File):
                await opened.File.DisposeAsync();
                return Failed(
                    FailureKind.Offline,
                    $"{source.Name} answered with an HTML page in place of the file '{attach.File.Name}'"
                );
            case Opened.Got opened:
                await using (opened.File)
                {
                    return await GiveAsync(attach, target, targetId, opened.File, cancel);
                }

            case Opened.Failed { Failure: var failure }:
                var kind = failure.MayHaveHappened ? FailureKind.Offline : failure.Kind;
                return new Outcome.Failed(
                    failure with
                    {
                        Kind = kind,
                        Message = $"it cannot be read from {source.Name}: {failure.Message}",
                    }
                );
            default:
                throw new InvalidOperationException("a file is open or it is not");
        }
    }

    private static bool IsPage(string? contentType) =>
        contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A page is what was asked for when the file says so itself, by its type or its name.</summary>
    private static bool MayBePage(FileRef file) =>
        IsPage(file.ContentType)
        || file.Name.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file that turns out to be too large is broken off and not tried again: it would be as large.</summary>
    private static async Task<Outcome> GiveAsync(
        Effect.Attach attach,
        ITool target,
        string targetId,
        OpenFile file,
        CancellationToken cancel
    )
    {
        if (file.Length > attach.AtMost)
        {
            return TooLarge(attach);
        }

        var outcome = await target.AttachAsync(attach, targetId, file, cancel);
        return outcome is Outcome.Failed && file.Content is BoundedStream { Position: var read } && read > attach.AtMost
            ? TooLarge(attach)
            : outcome;
    }

    private static Outcome.Failed TooLarge(Effect.Attach attach) =>
        Failed(FailureKind.Refused, $"larger than {Core.Mappings.FileSize.InWords(attach.AtMost)}");

    private static Outcome.Failed Failed(FailureKind kind, string message) => new(new Failure(kind, message));
}
