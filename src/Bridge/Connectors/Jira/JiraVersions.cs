using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Jira;

/// <summary>The versions of projects, kept for a minute.</summary>
internal sealed class JiraVersions(JiraApi api, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableArray<WireVersion> Versions)> kept = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>In sequence order.</summary>
    public async Task<(ImmutableArray<WireVersion> Versions, Failure? Failure)> OfAsync(
        string projectKey,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        if (this.kept.TryGetValue(projectKey, out var old) && now - old.At < Fresh)
        {
            return (old.Versions, null);
        }

        var answer = await api.VersionsAsync(projectKey, cancel);
        if (answer.Value is null)
        {
            return ([], answer.Failure);
        }

        ImmutableArray<WireVersion> versions = [.. answer.Value];
        this.kept[projectKey] = (now, versions);
        return (versions, null);
    }

    /// <summary>
    /// The place, from 1, of the earliest of an issue's fix versions among the unreleased, unarchived ones by release
    /// date (undated last), then sequence. Null when none of them is among these.
    /// </summary>
    public static int? Place(IEnumerable<WireVersion> inSequence, IReadOnlySet<string> fixVersionIds)
    {
        var place = 0;
        foreach (
            var version in inSequence
                .Where(v => !v.Archived && !v.Released)
                .OrderBy(v => JiraValues.Day(v.ReleaseDate) ?? DateOnly.MaxValue)
        )
        {
            place++;
            if (version.Id is { } id && fixVersionIds.Contains(id))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Whether the fix version with the earliest release date (undated last) is released; null without one.</summary>
    public static bool? IsReleased(IEnumerable<WireVersion> fixVersions) =>
        fixVersions.OrderBy(v => JiraValues.Day(v.ReleaseDate) ?? DateOnly.MaxValue).FirstOrDefault()?.Released;
}
