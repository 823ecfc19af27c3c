using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Builds up and alters the places of a workspace, which the public API cannot.</summary>
internal sealed class Setup(World world, TaskEdits edits, WebhookBook webhooks)
{
    public Space AddSpace(string name, IReadOnlyList<StatusSpec>? statuses, string? customIdPrefix)
    {
        var space = new Space(world.Ids.Place(), name) { CustomIdPrefix = customIdPrefix };
        space.Statuses = this.Statuses(space.Id, statuses ?? StatusSpec.Default);
        world.Spaces.Add(space.Id, space);
        return space;
    }

    public Folder AddFolder(Space space, string name, IReadOnlyList<StatusSpec>? statuses)
    {
        var folder = new Folder(world.Ids.Place(), name, space);
        folder.Statuses = statuses is null ? null : this.Statuses(folder.Id, statuses);
        space.Folders.Add(folder);
        world.Folders.Add(folder.Id, folder);
        return folder;
    }

    /// <summary>Adds a list; without a folder it gets a hidden one of its own.</summary>
    public TaskList AddList(
        Space space,
        Folder? folder,
        string name,
        IReadOnlyList<StatusSpec>? statuses,
        string? id = null
    )
    {
        if (id is not null && world.Lists.ContainsKey(id))
        {
            throw new ArgumentException($"There is a list {id} already.", nameof(id));
        }

        var home = folder ?? new Folder(world.Ids.Place(), "hidden", space) { Hidden = true };
        var list = new TaskList(id ?? world.Ids.Place(), name, home);
        list.OwnStatuses = statuses is null ? null : this.Statuses(list.Id, statuses);
        home.Lists.Add(list);
        if (folder is null)
        {
            space.Lists.Add(list);
        }

        world.Lists.Add(list.Id, list);
        webhooks.Send(list, "listCreated");
        return list;
    }

    public Field NewField(FieldSpec spec)
    {
        var options = spec.Options.Select((name, i) => new FieldOption(world.Ids.Uuid(), name, i)).ToArray();
        var field = new Field(
            spec.Id ?? world.Ids.Uuid(),
            spec.Name,
            spec.Type,
            options,
            FieldJson.TypeConfig(spec, options),
            spec.Required,
            spec.Count,
            world.Now
        );
        world.Fields.Add(field.Id, field);
        return field;
    }

    /// <summary>Renames a status of a list: its tasks carry the new name at once, and no event tells.</summary>
    public void RenameStatus(TaskList list, string from, string to)
    {
        var old =
            list.Status(from)
            ?? throw new ArgumentException($"The list {list.Name} has no status {from}.", nameof(from));
        var renamed = old with { Name = to };
        list.OwnStatuses = [.. list.Statuses.Select(s => s.Id == old.Id ? renamed : s)];
        foreach (var task in list.Tasks.Values.Where(t => t.Status.Id == old.Id))
        {
            task.Rename(renamed);
        }
    }

    /// <summary>Deletes a status: its tasks go to another one, each with its events.</summary>
    public void DeleteStatus(ClickUpUser actor, TaskList list, string name, string moveTo)
    {
        var target =
            list.Status(moveTo)
            ?? throw new ArgumentException($"The list {list.Name} has no status {moveTo}.", nameof(moveTo));
        list.OwnStatuses =
        [
            .. list.Statuses.Where(s => !string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)),
        ];
        var moved = list.Tasks.Values.Where(t =>
            string.Equals(t.Status.Name, name, StringComparison.OrdinalIgnoreCase)
        );
        foreach (var task in moved.ToArray())
        {
            edits.Enter(actor, task, target);
        }
    }

    public void DeleteList(TaskList list)
    {
        foreach (var task in list.Tasks.Values.ToArray())
        {
            world.Remove(task);
        }

        list.Folder.Lists.Remove(list);
        list.Space.Lists.Remove(list);
        world.Lists.Remove(list.Id);
        webhooks.Send(list, "listDeleted");
    }

    public void ArchiveList(ClickUpUser actor, TaskList list)
    {
        list.Archived = true;
        var item = new HistoryItem(world.Ids.Uuid(), world.Now, "archived", list.Folder.Id, actor)
        {
            Type = 6,
            Before = "false",
            After = "true",
        };
        webhooks.Send(list, "listUpdated", item);
    }

    private Status[] Statuses(string placeId, IReadOnlyList<StatusSpec> specs) =>
        [.. specs.Select((s, i) => new Status(world.Ids.Status(placeId), s.Name, s.Type, s.Color, i))];
}
