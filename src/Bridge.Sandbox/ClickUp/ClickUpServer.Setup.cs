using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp;

/// <content>Setting up a workspace, and altering it as its administrators do.</content>
public sealed partial class ClickUpServer
{
    /// <summary>The id of the workspace, "team" in the API.</summary>
    public string TeamId => this.world.TeamId;

    /// <summary>Adds a member and returns the same.</summary>
    public ClickUpUser AddUser(ClickUpUser user) =>
        this.Locked(() =>
        {
            this.world.AddUser(user);
            return user;
        });

    /// <summary>Lets a user call the API. Tokens that start with pk_ are personal ones.</summary>
    public void AddToken(string token, ClickUpUser user) =>
        this.Locked(() =>
        {
            this.world.AddUser(user);
            this.world.Tokens[token] = user;
            return token;
        });

    /// <summary>Makes a token worthless, as regenerating it does.</summary>
    public void RevokeToken(string token) => this.Locked(() => this.world.Tokens.Remove(token));

    /// <summary>
    /// Adds a space and returns its id. Statuses null: to do, in progress, complete. With a prefix its tasks get
    /// custom ids ("ENG-1").
    /// </summary>
    public string AddSpace(string name, IReadOnlyList<StatusSpec>? statuses = null, string? customIdPrefix = null) =>
        this.Locked(() => this.setup.AddSpace(name, statuses, customIdPrefix).Id);

    /// <summary>Adds a folder and returns its id. Statuses null: those of the space.</summary>
    public string AddFolder(string spaceId, string name, IReadOnlyList<StatusSpec>? statuses = null) =>
        this.Locked(() => this.setup.AddFolder(this.world.Spaces[spaceId], name, statuses).Id);

    /// <summary>
    /// Adds a list to a space, or to a folder of it. Statuses null: those of the folder or space. Id null makes one;
    /// a mapping names its list by the id. Throws <see cref="ArgumentException"/> when the id is taken.
    /// </summary>
    public ListSnapshot AddList(
        string spaceId,
        string name,
        IReadOnlyList<StatusSpec>? statuses = null,
        IReadOnlyList<FieldSpec>? fields = null,
        string? folderId = null,
        string? id = null
    ) =>
        this.Locked(() =>
        {
            var folder = folderId is null ? null : this.world.Folders[folderId];
            var list = this.setup.AddList(this.world.Spaces[spaceId], folder, name, statuses, id);
            list.Fields.AddRange((fields ?? []).Select(this.setup.NewField));
            return Snapshot.Of(list);
        });

    /// <summary>Adds a custom field to a list, a folder or a space, named by its id.</summary>
    public FieldSnapshot AddField(string placeId, FieldSpec spec) =>
        this.Locked(() =>
        {
            var field = this.setup.NewField(spec);
            var fields =
                this.world.Lists.GetValueOrDefault(placeId)?.Fields
                ?? this.world.Folders.GetValueOrDefault(placeId)?.Fields
                ?? this.world.Spaces[placeId].Fields;
            fields.Add(field);
            return Snapshot.Of(field);
        });

    /// <summary>Makes a list private to a user: calls on it answer 401 ACCESS_083, and their webhooks stay silent.</summary>
    public void HideList(string listId, ClickUpUser from) =>
        this.Locked(() => this.world.Lists[listId].HiddenFrom.Add(from.Id));

    /// <summary>Renames a status; no event tells of it.</summary>
    public void RenameStatus(string listId, string from, string to) =>
        this.Locked(() =>
        {
            this.setup.RenameStatus(this.world.Lists[listId], from, to);
            return true;
        });

    /// <summary>Deletes a status; its tasks move to another one.</summary>
    public void DeleteStatus(ClickUpUser by, string listId, string name, string moveTasksTo) =>
        this.Locked(() =>
        {
            this.setup.DeleteStatus(by, this.world.Lists[listId], name, moveTasksTo);
            return true;
        });

    public void ArchiveList(ClickUpUser by, string listId) =>
        this.Locked(() =>
        {
            this.setup.ArchiveList(by, this.world.Lists[listId]);
            return true;
        });

    /// <summary>Deletes a list with its tasks; only listDeleted tells of it.</summary>
    public void DeleteList(string listId) =>
        this.Locked(() =>
        {
            this.setup.DeleteList(this.world.Lists[listId]);
            return true;
        });
}
