using System.Collections.Immutable;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Simulation;

/// <summary>
/// What follows from the fix versions of a Jira issue: the earliest release date, whether that release is out (once its day
/// is over), and how many releases ahead it is.
/// </summary>
internal static class ReleaseDates
{
    private static readonly string[] Computed =
    [
        FieldNames.FixVersionDate,
        FieldNames.FixVersionReleased,
        FieldNames.ReleasesAhead,
    ];

    internal static Snapshot Follow(Snapshot item, ImmutableArray<Release> releases, DateTimeOffset now)
    {
        if (!Computed.Any(item.Values.Has))
        {
            return item;
        }

        var names = item.Values[FieldNames.FixVersions] is FieldValue.List list ? list.Values : [];
        var chosen = releases
            .Where(r => names.Contains(r.Name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(r => r.Day)
            .ToList();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var ahead = releases.Where(r => r.Day >= today).OrderBy(r => r.Day).ToList();
        var place = chosen.Count == 0 ? -1 : ahead.IndexOf(chosen[0]);
        return item with
        {
            Values = item
                .Values.With(FieldNames.FixVersionDate, chosen.Count == 0 ? null : new FieldValue.Date(chosen[0].Day))
                .With(
                    FieldNames.FixVersionReleased,
                    chosen.Count == 0 ? null : new FieldValue.Flag(chosen[0].Day < today)
                )
                .With(FieldNames.ReleasesAhead, place < 0 ? null : new FieldValue.Number(place + 1)),
        };
    }
}
