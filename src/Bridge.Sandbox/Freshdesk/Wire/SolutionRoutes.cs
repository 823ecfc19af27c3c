using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The knowledge base: categories, folders in folders, articles as drafts or published.</summary>
internal static class SolutionRoutes
{
    public static void Map(Router router)
    {
        router.Get(
            "/solutions/categories",
            call => Page.Of(call, call.Account.Solutions.Categories, (j, c) => WriteCategory(j, c, call))
        );
        router.Get(
            "/solutions/categories/{id:long}/folders",
            call =>
                call.Account.Solutions.Categories.Any(c => c.Id == call.Id)
                    ? Folders(call, f => f.Category.Id == call.Id && f.ParentId is null)
                    : new Answer(404)
        );
        router.Get(
            "/solutions/folders/{id:long}/subfolders",
            call =>
                call.Account.Solutions.Folder(call.Id) is null
                    ? new Answer(404)
                    : Folders(call, f => f.ParentId == call.Id)
        );
        router.Get(
            "/solutions/folders/{id:long}/articles",
            call =>
                call.Account.Solutions.Folder(call.Id) is null
                    ? new Answer(404)
                    : Page.Of(
                        call,
                        call.Account.Solutions.All.Where(a => a.FolderId == call.Id),
                        (j, a) => Write(j, a, call)
                    )
        );
        router.Post(
            "/solutions/folders/{id:long}/articles",
            call =>
                Answer.Of(
                    call.Account.Solutions.Create(call.Agent.Id, call.Id, call.Payload, call.Account.Stamp()),
                    article => Answer.Json(201, json => Write(json, article, call))
                )
        );
        router.Get(
            "/solutions/articles/{id:long}",
            call =>
                call.Account.Solutions.Find(call.Id) is { } article
                    ? Answer.Json(200, json => Write(json, article, call))
                    : new Answer(404)
        );
        router.Put(
            "/solutions/articles/{id:long}",
            call =>
                Answer.Of(
                    call.Account.Solutions.Update(call.Id, call.Payload, call.Account.Stamp()),
                    article => Answer.Json(200, json => Write(json, article, call))
                )
        );
        router.Get(
            "/search/solutions",
            call =>
                Page.Of(call, call.Account.Solutions.Search(call.Query("term") ?? ""), (j, a) => WriteFound(j, a, call))
        );
    }

    private static Answer Folders(Call call, Func<FreshdeskSolutionFolder, bool> which) =>
        Page.Of(call, call.Account.Solutions.Folders.Where(which), (j, f) => WriteFolder(j, f, call));

    private static void WriteCategory(Utf8JsonWriter json, FreshdeskSolutionCategory category, Call call)
    {
        json.WriteStartObject();
        json.Put("id", category.Id);
        json.WriteString("name", category.Name);
        json.PutNulls("description", "icon");
        json.Put("created_at", call.Account.Stamp());
        json.Put("updated_at", call.Account.Stamp());
        json.WriteEndObject();
    }

    private static void WriteFolder(Utf8JsonWriter json, FreshdeskSolutionFolder folder, Call call)
    {
        var book = call.Account.Solutions;
        json.WriteStartObject();
        json.Put("id", folder.Id);
        json.WriteString("name", folder.Name);
        json.PutNulls("description", "icon_url");
        json.Put("parent_folder_id", folder.ParentId);
        json.Put("category_id", folder.Category.Id);
        json.Put("visibility", 1);
        json.Put("articles_count", book.All.Count(a => a.FolderId == folder.Id));
        json.Put("sub_folders_count", book.Folders.Count(f => f.ParentId == folder.Id));
        WriteHierarchy(json, folder, book);
        json.Put("created_at", call.Account.Stamp());
        json.Put("updated_at", call.Account.Stamp());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FreshdeskArticle article, Call call)
    {
        json.WriteStartObject();
        WriteShared(json, article, call.Account.Solutions);
        json.Put("thumbs_up", 0);
        json.Put("thumbs_down", 0);
        json.Put("hits", 0);
        json.Put("suggested", 0);
        json.Put("feedback_count", 0);
        json.Put("attachments", Array.Empty<string>());
        json.Put("cloud_files", Array.Empty<string>());
        json.Put("tags", article.Tags);
        json.WriteStartObject("seo_data");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFound(Utf8JsonWriter json, FreshdeskArticle article, Call call)
    {
        var folder = call.Account.Solutions.Folder(article.FolderId)!;
        json.WriteStartObject();
        WriteShared(json, article, call.Account.Solutions);
        json.Put("folder_visibility", 1);
        json.WriteString("path", $"{article.Id}-{article.Title.ToLowerInvariant().Replace(' ', '-')}");
        json.Put("modified_at", article.UpdatedAt);
        json.Put("modified_by", article.AgentId);
        json.Put("language_id", 6);
        json.WriteString("category_name", folder.Category.Name);
        json.WriteString("folder_name", folder.Name);
        json.WriteEndObject();
    }

    private static void WriteShared(Utf8JsonWriter json, FreshdeskArticle article, SolutionBook book)
    {
        var folder = book.Folder(article.FolderId)!;
        json.Put("id", article.Id);
        json.Put("type", 1);
        json.Put("category_id", folder.Category.Id);
        json.Put("folder_id", article.FolderId);
        json.Put("agent_id", article.AgentId);
        json.WriteString("title", article.Title);
        json.WriteString("description", article.Description);
        json.WriteString("description_text", article.DescriptionText);
        json.Put("status", article.Status);
        WriteHierarchy(json, folder, book);
        json.Put("created_at", article.CreatedAt);
        json.Put("updated_at", article.UpdatedAt);
    }

    private static void WriteHierarchy(Utf8JsonWriter json, FreshdeskSolutionFolder folder, SolutionBook book)
    {
        json.WriteStartArray("hierarchy");
        WriteLevel(json, 0, "category", folder.Category.Id, folder.Category.Name);
        foreach (var (level, at) in book.Way(folder).Index())
        {
            WriteLevel(json, level + 1, "folder", at.Id, at.Name);
        }

        json.WriteEndArray();
    }

    private static void WriteLevel(Utf8JsonWriter json, int level, string type, long id, string name)
    {
        json.WriteStartObject();
        json.Put("level", level);
        json.WriteString("type", type);
        json.WriteStartObject("data");
        json.Put("id", id);
        json.WriteString("name", name);
        json.WriteString("language", "en");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
