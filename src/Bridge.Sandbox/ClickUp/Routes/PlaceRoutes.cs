using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Bridge.Sandbox.ClickUp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>The user, the workspace, its spaces, folders, lists and fields.</summary>
internal sealed class PlaceRoutes(World world, Desk desk)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/user", desk.Serve(GetUser));
        routes.MapGet("/api/v2/team", desk.Serve(this.GetTeams));
        routes.MapGet("/api/v2/team/{team_id}/plan", desk.OnTeam(GetPlan));
        routes.MapGet("/api/v2/team/{team_id}/space", desk.OnTeam(this.GetSpaces));
        routes.MapGet("/api/v2/team/{team_id}/custom_item", desk.OnTeam(GetCustomItems));
        routes.MapGet("/api/v2/team/{team_id}/field", desk.OnTeam((_, json) => WriteFields(json, [])));
        routes.MapGet("/api/v2/space/{space_id}", desk.Serve(this.OnSpace(WriteSpace)));
        routes.MapGet("/api/v2/space/{space_id}/folder", desk.Serve(this.OnSpace(WriteFolders)));
        routes.MapGet("/api/v2/space/{space_id}/list", desk.Serve(this.OnSpace(WriteLists)));
        routes.MapGet(
            "/api/v2/space/{space_id}/field",
            desk.Serve(this.OnSpace((_, s, json) => WriteFields(json, s.Fields)))
        );
        routes.MapGet("/api/v2/space/{space_id}/tag", desk.Serve(this.OnSpace(WriteTags)));
        routes.MapGet("/api/v2/folder/{folder_id}", desk.Serve(this.OnFolder(WriteFolder)));
        routes.MapGet(
            "/api/v2/folder/{folder_id}/list",
            desk.Serve(this.OnFolder((c, f, json) => WriteLists(c, f.Lists, json)))
        );
        routes.MapGet(
            "/api/v2/folder/{folder_id}/field",
            desk.Serve(this.OnFolder((_, f, json) => WriteFields(json, f.Fields)))
        );
        routes.MapGet("/api/v2/list/{list_id}", desk.OnList(WriteList));
        routes.MapGet(
            "/api/v2/list/{list_id}/field",
            desk.OnList((_, list, json) => WriteFields(json, list.AllFields))
        );
        routes.MapGet("/api/v2/list/{list_id}/member", desk.OnList((_, _, json) => this.WriteMembers(json)));
        routes.MapGet("/api/v2/task/{task_id}/member", desk.OnTask((_, _, json) => this.WriteMembers(json)));
    }

    private static Refusal? GetUser(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("user");
        UserJson.WriteSelf(json, call.User);
        json.WriteEndObject();
        return null;
    }

    private Refusal? GetTeams(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("teams");
        PlaceJson.WriteTeam(json, world);
        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private static Refusal? GetPlan(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("plan_name", "Enterprise");
        json.WriteNumber("plan_id", 4);
        json.WriteEndObject();
        return null;
    }

    private static Refusal? GetCustomItems(Call call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEmptyArray("custom_items");
        json.WriteEndObject();
        return null;
    }

    private Refusal? GetSpaces(Call call, Utf8JsonWriter json) =>
        WriteArray(json, "spaces", world.Spaces.Values.Where(_ => !call.Query.Flag("archived")), PlaceJson.WriteSpace);

    private Handler OnSpace(Func<Call, Space, Utf8JsonWriter, Refusal?> handler) =>
        (call, json) =>
            world.Spaces.TryGetValue(call.Route("space_id"), out var space)
                ? handler(call, space, json)
                : Refusal.NoSpace;

    private Handler OnFolder(Func<Call, Folder, Utf8JsonWriter, Refusal?> handler) =>
        (call, json) =>
            world.Folders.TryGetValue(call.Route("folder_id"), out var folder)
                ? handler(call, folder, json)
                : Refusal.NoFolder;

    private static Refusal? WriteSpace(Call call, Space space, Utf8JsonWriter json)
    {
        PlaceJson.WriteSpace(json, space);
        return null;
    }

    private static Refusal? WriteFolders(Call call, Space space, Utf8JsonWriter json) =>
        WriteArray(json, "folders", call.Query.Flag("archived") ? [] : space.Folders, PlaceJson.WriteFolder);

    private static Refusal? WriteFolder(Call call, Folder folder, Utf8JsonWriter json)
    {
        PlaceJson.WriteFolder(json, folder);
        return null;
    }

    private static Refusal? WriteLists(Call call, Space space, Utf8JsonWriter json) =>
        WriteLists(call, space.Lists, json);

    private static Refusal? WriteLists(Call call, IEnumerable<TaskList> lists, Utf8JsonWriter json)
    {
        var archived = call.Query.Flag("archived");
        var visible = lists.Where(l => l.Archived == archived && !l.HiddenFrom.Contains(call.User.Id));
        return WriteArray(json, "lists", visible, PlaceJson.WriteList);
    }

    private static Refusal? WriteList(Call call, TaskList list, Utf8JsonWriter json)
    {
        PlaceJson.WriteList(json, list);
        return null;
    }

    private static Refusal? WriteTags(Call call, Space space, Utf8JsonWriter json) =>
        WriteArray(json, "tags", space.Tags, (j, tag) => TaskJson.WriteTag(j, tag, call.User.Id));

    private static Refusal? WriteFields(Utf8JsonWriter json, IEnumerable<Field> fields) =>
        WriteArray(json, "fields", fields, FieldJson.WriteDefinition);

    private Refusal? WriteMembers(Utf8JsonWriter json) =>
        WriteArray(json, "members", world.Users.Values, UserJson.WriteMember);

    private static Refusal? WriteArray<T>(
        Utf8JsonWriter json,
        string name,
        IEnumerable<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }
}
