using System.Collections.Immutable;
using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Files of tickets: opened where the tool keeps them, and added in a private note of the bridge.</summary>
internal sealed class FreshdeskFiles(FreshdeskApi api, FileCalls calls, FreshdeskFileRefs refs)
{
    /// <summary>All files of a ticket together may have so many bytes.</summary>
    private const long MostBytes = 20 * 1024 * 1024;

    /// <summary>
    /// Opens the file at its signed address, which the tool lets expire after minutes: then the ticket is asked for a fresh
    /// one. One that the ticket no longer has is missing.
    /// </summary>
    internal async Task<Opened> OpenAsync(long ticket, FileRef file, long atMost, CancellationToken cancel)
    {
        var first = file.Url.Length == 0 ? null : await calls.OpenAsync(file.Url, atMost, cancel);
        if (first is Opened.Got or Opened.Failed { Failure.Status: not (400 or 401 or 403) })
        {
            return first;
        }

        var (files, failure) = await this.ListAsync(ticket, cancel);
        return files.FirstOrDefault(f => f.Id == file.Id) switch
        {
            _ when failure is not null => new Opened.Failed(failure),
            null => Missing($"ticket {Text(ticket)} no longer has the file {file.Id}"),
            { Url.Length: 0 } => Missing($"Freshdesk names no address of the file {file.Id}"),
            { } fresh => await calls.OpenAsync(fresh.Url, atMost, cancel),
        };
    }

    /// <summary>Writes a private note with the caption and the file, as it streams in. Sent once.</summary>
    internal async Task<Outcome> AttachAsync(Effect.Attach effect, long ticket, OpenFile file, CancellationToken cancel)
    {
        if (file.Length > MostBytes)
        {
            return new Outcome.Failed(NoRoom(effect.File));
        }

        using var upload = new FileUpload(file);
        using var body = upload.Note(effect.Caption, effect.File.Name);
        var got = await api.NoteAsync(ticket, body, cancel);
        if (got.Value is { } note)
        {
            return new Outcome.Done(Wrote(note));
        }

        return new Outcome.Failed(
            upload.Broken(effect.File)
                ?? (IsAboutRoom(got) ? NoRoom(effect.File) with { Status = got.Failure!.Status } : got.Failure!)
        );
    }

    /// <summary>What a note of the bridge made: itself, and its files.</summary>
    internal static Written Wrote(ConversationWire note) =>
        new() { CommentId = Text(note.Id), FileIds = [.. (note.Attachments ?? []).Select(a => Text(a.Id))] };

    private static bool IsAboutRoom(Asked<ConversationWire> got) =>
        got.Failure is { Status: 413 }
        || (got.Failure is { Kind: FailureKind.Refused } refused && refused.Fields.Any(f => f.Field == "attachments"));

    private static Failure NoRoom(FileRef file) =>
        new(
            FailureKind.Refused,
            $"the file {file.Id} does not fit: all files of a Freshdesk ticket together may have 20 MB"
        )
        {
            Fields = [new FieldRefusal("attachments", "all files of a ticket together may have 20 MB")],
        };

    private static Opened.Failed Missing(string message) => new(new Failure(FailureKind.Missing, message));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<(ImmutableArray<FileRef> Files, Failure? Failure)> ListAsync(
        long ticket,
        CancellationToken cancel
    )
    {
        var got = await api.TicketAsync(ticket, include: null, cancel);
        var archived = FreshdeskReader.IsElsewhere(got.Failure);
        if (archived)
        {
            got = await api.ArchivedTicketAsync(ticket, cancel);
        }

        if (got.Value is not { } found)
        {
            return ([], got.Failure);
        }

        var said = await api.ConversationsAsync(ticket, archived, cancel);
        var nobody = new FileSource(default, "", ByBridge: false);
        return said.Value is not { } all
            ? ([], said.Failure)
            : (
                [
                    .. refs.Of(found.Attachments, found.Description, nobody),
                    .. all.SelectMany(c => refs.Of(c.Attachments, c.Body, nobody)),
                ],
                null
            );
    }
}
