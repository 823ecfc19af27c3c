using System.Net.Http.Headers;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.ClickUp;

/// <summary>
/// Files of tasks: read from where ClickUp keeps them (public addresses that need no token), and added as attachments. ClickUp
/// sends no webhook for a file that is added to a task. Their bytes pass through.
/// </summary>
internal sealed class ClickUpAttachments(ClickUpApi api, FileCalls files, ClickUpPeople people)
{
    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>Opens a file; when its address does not hold any more, the task is asked for the present one.</summary>
    public async Task<Opened> OpenAsync(string taskId, FileRef file, long atMost, CancellationToken cancel)
    {
        var opened = await files.OpenAsync(file.Url, atMost, cancel);
        if (
            opened
            is not Opened.Failed
            {
                Failure.Kind: FailureKind.Forbidden or FailureKind.Missing or FailureKind.Unauthorized
            }
        )
        {
            return opened;
        }

        var answer = await api.TaskAsync(taskId, custom: false, cancel);
        if (answer.Value is not { } task)
        {
            return new Opened.Failed(answer.Failure!);
        }

        var now = ClickUpFiles.Of(task.Attachments ?? [], null).FirstOrDefault(f => f.Id == file.Id);
        return now is null || now.Url == file.Url
            ? new Opened.Failed(
                new Failure(FailureKind.Missing, $"ClickUp has no file '{file.Name}' at task {taskId} any more")
            )
            : await files.OpenAsync(now.Url, atMost, cancel);
    }

    public async Task<Outcome> AttachAsync(Effect.Attach effect, string taskId, OpenFile file, CancellationToken cancel)
    {
        await using var source = new SourceStream(file.Content);
        using var form = new MultipartFormDataContent();
        var content = new StreamContent(source);
        if (MediaTypeHeaderValue.TryParse(file.ContentType ?? effect.File.ContentType, out var type))
        {
            content.Headers.ContentType = type;
        }

        content.Headers.ContentLength = file.Length;
        form.Add(content, "attachment", FileName(effect.File.Name));
        var answer = await api.AttachAsync(taskId, form, cancel);
        return (answer.Value, source.Broke) switch
        {
            ({ Id: { } id }, _) => new Outcome.Done(new Written { FileIds = [id] }),
            (_, { } broke) => new Outcome.Failed(Source(effect.File, broke)),
            (null, _) => new Outcome.Failed(answer.Failure!),
            _ => new Outcome.Failed(new Failure(FailureKind.Unknown, "ClickUp took the file and did not say its id")),
        };
    }

    /// <summary>By name, size and the integration user, since the attempt began.</summary>
    public async Task<Found> FindAsync(
        Effect.Attach effect,
        string taskId,
        DateTimeOffset since,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, failure) = await people.MeAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(failure!);
        }

        var answer = await api.TaskAsync(taskId, custom: false, cancel);
        if (answer.Value is not { } task)
        {
            return new Found.Failed(answer.Failure!);
        }

        var name = FileName(effect.File.Name);
        var found = ClickUpFiles
            .Of(task.Attachments ?? [], me)
            .FirstOrDefault(f =>
                f.ByBridge
                && f.Name == name
                && (f.Size is null || effect.File.Size is null || f.Size == effect.File.Size)
                && f.At >= since - Skew
                && !claimed.Contains(f.Id)
            );
        return found is null ? new Found.No() : new Found.Yes(new Written { FileIds = [found.Id] });
    }

    /// <summary>What the tool that the file comes from did: half a body is no upload, so nothing was made.</summary>
    private static Failure Source(FileRef file, IOException broke) =>
        new(
            broke.Message.Contains("may go over", StringComparison.Ordinal) ? FailureKind.Refused : FailureKind.Offline,
            $"'{file.Name}': {broke.Message}"
        );

    /// <summary>A name that fits into one line of a form's header.</summary>
    private static string FileName(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '\\' or '/' ? '_' : c)).Trim();
        return clean.Length > 0 ? clean : "file";
    }

    /// <summary>Remembers that reading broke, which the sender of the form only sees as its own trouble.</summary>
    private sealed class SourceStream(Stream inner) : Stream
    {
        public IOException? Broke { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException broke)
            {
                this.Broke = broke;
                throw;
            }
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => this.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
