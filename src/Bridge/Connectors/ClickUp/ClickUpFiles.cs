using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>Files of tasks and of the runs of comments. Pure.</summary>
internal static class ClickUpFiles
{
    /// <summary>The files of a task, oldest first, without deleted ones, which stay in ClickUp's answer.</summary>
    /// <param name="me">The integration user; null when not known: then none counts as the bridge's.</param>
    public static ImmutableArray<FileRef> Of(IEnumerable<WireFile> files, WireUser? me) =>
        [
            .. files
                .Where(f => f is { Deleted: not true, Id: not null, Url: not null })
                .Select(f => new FileRef(
                    f.Id!,
                    Name(f.Title, f.Id!),
                    f.Size,
                    string.IsNullOrWhiteSpace(f.Mimetype) ? null : f.Mimetype,
                    ClickUpDays.At(f.Date ?? 0),
                    f.User is { } user ? user.Username ?? $"user {user.Id}" : "",
                    me?.Id is { } mine && f.User?.Id == mine,
                    f.Url!
                ))
                .DistinctBy(f => f.Id)
                .OrderBy(f => f.At),
        ];

    /// <summary>The files and images among a comment's runs; they are its author's.</summary>
    public static ImmutableArray<FileRef> Of(WireComment comment, WireUser me)
    {
        if (comment.Comment.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var author = comment.User is { } user ? user.Username ?? $"user {user.Id}" : "";
        return
        [
            .. comment
                .Comment.EnumerateArray()
                .Select(Held)
                .OfType<JsonElement>()
                .Select(file =>
                    (
                        Id: ClickUpFields.Text(file, "id"),
                        Name: ClickUpFields.Text(file, "title") ?? ClickUpFields.Text(file, "name"),
                        Url: ClickUpFields.Text(file, "url"),
                        File: file
                    )
                )
                .Where(f => f is { Id: not null, Url: not null })
                .Select(f => new FileRef(
                    f.Id!,
                    Name(f.Name, f.Id!),
                    Number(f.File, "size"),
                    ClickUpFields.Text(f.File, "mimetype"),
                    ClickUpDays.At(Number(f.File, "date") ?? comment.Date ?? 0),
                    author,
                    comment.User?.Id == me.Id,
                    f.Url!
                ))
                .DistinctBy(f => f.Id),
        ];
    }

    /// <summary>The thing itself in a run of type "image" or "attachment"; null for any other run.</summary>
    private static JsonElement? Held(JsonElement run) =>
        ClickUpFields.Text(run, "type") is ("image" or "attachment") and var type
        && run.TryGetProperty(type, out var file)
        && file.ValueKind == JsonValueKind.Object
            ? file
            : null;

    private static long? Number(JsonElement file, string name) =>
        long.TryParse(
            ClickUpFields.Text(file, name),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static string Name(string? title, string id) => string.IsNullOrWhiteSpace(title) ? id : title;
}
