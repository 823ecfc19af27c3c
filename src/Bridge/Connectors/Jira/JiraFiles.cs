using System.Collections.Immutable;
using System.Text;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Connectors.Jira;

/// <summary>Attachments of issues: read and written as they stream, known by their ids since names may repeat.</summary>
internal sealed class JiraFiles(JiraApi api, JiraAccount account, JiraDialect dialect, FileCalls downloads, Uri home)
{
    /// <summary>What the difference of the clocks may have changed by since the attempt began.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public FileRef Ref(WireAttachment file, string me) =>
        new(
            file.Id ?? "",
            file.Filename ?? "file",
            file.Size,
            file.MimeType,
            JiraValues.Moment(file.Created) ?? default,
            file.Author?.DisplayName ?? "",
            dialect.IdOf(file.Author) == me,
            new Uri(home, dialect.Download(file)).ToString()
        );

    /// <summary>
    /// A download tells neither a dead token nor a hidden issue apart from a file that is gone, so what it refuses is asked
    /// about by the API.
    /// </summary>
    public async Task<Opened> OpenAsync(FileRef file, long atMost, CancellationToken cancel)
    {
        var opened = await downloads.OpenAsync(file.Url, atMost, cancel);
        var doubtful = opened switch
        {
            Opened.Got got => IsPage(got.File.ContentType) && !IsPage(file.ContentType),
            Opened.Failed failed => failed.Failure.Kind
                is FailureKind.Missing
                    or FailureKind.Forbidden
                    or FailureKind.Unauthorized,
            _ => false,
        };
        if (!doubtful)
        {
            return opened;
        }

        if (opened is Opened.Got page)
        {
            await page.File.DisposeAsync();
            opened = new Opened.Failed(
                new Failure(FailureKind.Unknown, $"Jira answered with a page in place of the file '{file.Name}'")
            );
        }

        var answer = await api.AttachmentAsync(file.Id, cancel);
        if (answer.Value is not { } known)
        {
            return new Opened.Failed(answer.Failure!);
        }

        var fresh = new Uri(home, dialect.Download(known)).ToString();
        return fresh == file.Url ? opened : await downloads.OpenAsync(fresh, atMost, cancel);
    }

    public async Task<Outcome> AttachAsync(Effect.Attach effect, string id, OpenFile file, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        using var content = new SourceContent(file);
        content.Headers.TryAddWithoutValidation("Content-Type", effect.File.ContentType ?? "application/octet-stream");
        content.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=\"file\"; filename=\"{Plain(effect.File.Name)}\""
        );
        form.Add(content);
        var answer = await api.AttachAsync(id, form, cancel);
        if (content.Trouble is { } trouble)
        {
            // The form was never whole, so Jira kept nothing of it.
            return new Outcome.Failed(trouble);
        }

        if (answer.Failure is { Kind: FailureKind.Missing } missing && dialect.HidesTooLarge)
        {
            return new Outcome.Failed(await this.TooLargeAsync(effect.File, file.Length, cancel) ?? missing);
        }

        return answer.Value is { } added
            ? new Outcome.Done(new Written { FileIds = [.. added.Select(a => a.Id!)] })
            : new Outcome.Failed(answer.Failure!);
    }

    /// <summary>By name, size and time among what the integration user attached.</summary>
    public async Task<Found> FindAsync(
        Effect.Attach effect,
        string id,
        DateTimeOffset since,
        IReadOnlySet<string> claimed,
        CancellationToken cancel
    )
    {
        var (me, trouble) = await account.IdAsync(cancel);
        if (me is null)
        {
            return new Found.Failed(trouble!);
        }

        var answer = await api.IssueAsync(id, ["attachment"], cancel);
        if (answer.Value is not { } issue)
        {
            return new Found.Failed(answer.Failure!);
        }

        var name = Plain(effect.File.Name);
        var found = issue
            .Attachments()
            .Find(a =>
                a.Filename == name
                && (effect.File.Size is null || a.Size == effect.File.Size)
                && dialect.IdOf(a.Author) == me
                && JiraValues.Moment(a.Created) >= since - Skew
                && !claimed.Contains(a.Id ?? "")
            );
        return found?.Id is { } fileId ? new Found.Yes(new Written { FileIds = [fileId] }) : new Found.No();
    }

    /// <summary>The files that a comment shows by their names: of several of one name the newest that was there by then.</summary>
    public static ImmutableArray<FileRef> Named(
        IReadOnlyCollection<string> names,
        DateTimeOffset by,
        ImmutableArray<FileRef> files
    ) =>
        names.Count == 0 || files.IsDefaultOrEmpty
            ? []
            :
            [
                .. names
                    .Distinct(StringComparer.Ordinal)
                    .Select(name =>
                        files.Where(f => f.Name == name).OrderBy(f => f.At > by + Skew).ThenByDescending(f => f.At)
                    )
                    .Select(same => same.FirstOrDefault())
                    .OfType<FileRef>(),
            ];

    private static bool IsPage(string? contentType) =>
        contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A name that fits between quotes in a header line.</summary>
    private static string Plain(string name)
    {
        var last = name.AsSpan(name.LastIndexOfAny(['/', '\\']) + 1);
        var kept = string.Concat(last.ToString().Where(c => !char.IsControl(c))).Replace('"', '\'').Trim();
        return kept.Length > 0 ? kept : "file";
    }

    /// <summary>Data Center answers 404 to a file that is too large, as to an issue that is not there.</summary>
    private async Task<Failure?> TooLargeAsync(FileRef file, long? length, CancellationToken cancel)
    {
        var answer = await api.AttachmentLimitAsync(cancel);
        var size = length ?? file.Size;
        return answer.Value switch
        {
            { Enabled: false } => new Failure(FailureKind.Refused, "attachments are switched off in this Jira"),
            { UploadLimit: { } limit } when size > limit => new Failure(
                FailureKind.Refused,
                $"'{file.Name}' has {size:N0} bytes, and this Jira takes {limit:N0}"
            ),
            _ => null,
        };
    }
}
