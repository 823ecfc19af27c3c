using System.Collections.Immutable;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>A folder of the knowledge base.</summary>
/// <param name="Path">Names from the category down to the folder.</param>
internal sealed record FreshdeskFolder(long Id, ImmutableArray<string> Path)
{
    public override string ToString() => string.Join(" > ", this.Path);
}

/// <summary>All folders of the knowledge base, and which of them a mapping file means.</summary>
internal sealed class FreshdeskFolders(ImmutableArray<FreshdeskFolder> all)
{
    /// <summary>Freshdesk nests folders three deep; no category is deeper.</summary>
    private const int Deepest = 5;

    /// <summary>Reads the categories with their folders, and the folders of those that have some.</summary>
    internal static async Task<Known<FreshdeskFolders>> ReadAsync(FreshdeskApi api, CancellationToken cancel)
    {
        var categories = await api.SolutionCategoriesAsync(cancel);
        if (categories.Failure is not null)
        {
            return new Known<FreshdeskFolders>(null, categories.Failure);
        }

        var all = new Dictionary<long, FreshdeskFolder>();
        var level = new List<(FolderWire Wire, ImmutableArray<string> Above)>();
        foreach (var category in categories.Value!)
        {
            var top = await api.SolutionFoldersAsync(category.Id, cancel);
            if (top.Failure is not null)
            {
                return new Known<FreshdeskFolders>(null, top.Failure);
            }

            level.AddRange(top.Value!.Select(f => (f, ImmutableArray.Create(category.Name ?? ""))));
        }

        for (var depth = 0; level.Count > 0 && depth < Deepest; depth++)
        {
            var below = new List<(FolderWire, ImmutableArray<string>)>();
            foreach (var (wire, above) in level)
            {
                var folder = new FreshdeskFolder(wire.Id, above.Add(wire.Name ?? ""));
                if (!all.TryAdd(wire.Id, folder) || wire.SubFoldersCount is not > 0)
                {
                    continue;
                }

                var inside = await api.SolutionSubfoldersAsync(wire.Id, cancel);
                if (inside.Failure is not null)
                {
                    return new Known<FreshdeskFolders>(null, inside.Failure);
                }

                below.AddRange(inside.Value!.Select(f => (f, folder.Path)));
            }

            level = below;
        }

        return new Known<FreshdeskFolders>(new FreshdeskFolders([.. all.Values]), null);
    }

    /// <summary>The one folder of this name or path end; null when there is none or more than one.</summary>
    internal FreshdeskFolder? Find(string wanted) => this.Meant(wanted) is [var only] ? only : null;

    /// <summary>Why a name does not lead to one folder, with the cure; null when it does.</summary>
    internal string? Problem(string wanted) =>
        this.Meant(wanted) switch
        {
            [_] => null,
            [] => $"names the folder '{wanted}', which Freshdesk does not have{this.Near(wanted)}. "
                + "Write it as Solutions shows it, or add it there",
            var several => $"names the folder '{wanted}', and Freshdesk has {several.Count} of that name. "
                + $"Write the category too: {string.Join(", ", several.Select(f => $"'{f}'"))}",
        };

    private static bool Same(string a, string b) =>
        string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private List<FreshdeskFolder> Meant(string wanted)
    {
        var names = wanted.Split('>', StringSplitOptions.TrimEntries);
        var found = all.Where(f => EndsWith(f.Path, names)).ToList();
        return found.Where(f => f.Path.Length == names.Length).ToList() is [var exact] ? [exact] : found;
    }

    private static bool EndsWith(ImmutableArray<string> path, string[] names) =>
        names.Length <= path.Length && path[^names.Length..].Zip(names).All(pair => Same(pair.First, pair.Second));

    private string Near(string wanted)
    {
        var name = wanted.Split('>', StringSplitOptions.TrimEntries)[^1];
        var names = all.Select(f => f.Path[^1]).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var near = Nearest.To(name, names);
        return near.Count > 0 ? $" (near: {string.Join(", ", near.Select(n => $"'{n}'"))})"
            : names.Length is > 0 and <= 12 ? $" (it has: {string.Join(", ", names.Select(n => $"'{n}'"))})"
            : "";
    }
}
