using Bridge.Core.Delivery;

namespace Bridge.Connectors.ClickUp;

/// <summary>Lists and the folders and spaces around them.</summary>
internal sealed class ClickUpPlaces(ClickUpApi api)
{
    /// <summary>Each costs two calls; enough to show near names.</summary>
    private const int MostSpaces = 20;

    /// <summary>A list with the statuses that hold for it: its own, else its folder's, else its space's.</summary>
    public async Task<(WirePlace? List, Failure? Failure)> ListAsync(string id, CancellationToken cancel)
    {
        var answer = await api.PlaceAsync("list", id, cancel);
        if (answer.Value is not { } list)
        {
            return (null, answer.Failure);
        }

        list = list with { Id = list.Id ?? id };
        foreach (var (kind, place) in new[] { ("folder", list.Folder?.Id), ("space", list.Space?.Id) })
        {
            if (list.Statuses is { Count: > 0 } || place is null)
            {
                continue;
            }

            var above = await api.PlaceAsync(kind, place, cancel);
            if (above.Failure is { } failure and not { Kind: FailureKind.Missing or FailureKind.Forbidden })
            {
                return (null, failure);
            }

            list = list with { Statuses = above.Value?.Statuses };
        }

        return (list, null);
    }

    /// <summary>All lists that the integration user sees, of the first spaces.</summary>
    public async Task<(List<WirePlace> Lists, Failure? Failure)> AllListsAsync(CancellationToken cancel)
    {
        var lists = new List<WirePlace>();
        var spaces = await api.SpacesAsync(cancel);
        if (spaces.Value is null)
        {
            return (lists, spaces.Failure);
        }

        foreach (var space in (spaces.Value.Spaces ?? []).Take(MostSpaces))
        {
            var folders = await api.FoldersAsync(space.Id ?? "", cancel);
            var loose = await api.ListsAsync(space.Id ?? "", cancel);
            if ((folders.Failure ?? loose.Failure) is { } failure)
            {
                return (lists, failure);
            }

            lists.AddRange((folders.Value?.Folders ?? []).SelectMany(f => f.Lists ?? []));
            lists.AddRange(loose.Value?.Lists ?? []);
        }

        return (lists, null);
    }
}
