using System.Text.Json;
using Bridge.Sandbox.Freshdesk.Desk;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The knowledge base: one category, one folder, articles as drafts or published.</summary>
internal static class SolutionRoutes
{
    public static void Map(Router router)
    {
        router.Get(
            "/solutions/categories",
            call => Page.Of(call, One(SolutionBook.CategoryId), (j, _) => WriteCategory(j, call))
        );
        router.Get(
            "/solutions/categories/{id:long}/folders",
            call =>
                call.Id == SolutionBook.CategoryId
                    ? Page.Of(call, One(SolutionBook.FolderId), (j, _) => WriteFolder(j, call))
                    : new Answer(404)
        );
        router.Get(
            "/solutions/folders/{id:long}/articles",
            call =>
                call.Id == SolutionBook.FolderId ? Page.Of(call, call.Account.Solutions.All, Write) : new Answer(404)
        );
        router.Post(
            "/solutions/folders/{id:long}/articles",
            call =>
                Answer.Of(
                    call.Account.Solutions.Create(call.Agent.Id, call.Id, call.Payload, call.Account.Stamp()),
                    article => Answer.Json(201, json => Write(json, article))
                )
        );
        router.Get(
            "/solutions/articles/{id:long}",
            call =>
                call.Account.Solutions.Find(call.Id) is { } article
                    ? Answer.Json(200, json => Write(json, article))
                    : new Answer(404)
        );
        router.Put(
            "/solutions/articles/{id:long}",
            call =>
                Answer.Of(
                    call.Account.Solutions.Update(call.Id, call.Payload, call.Account.Stamp()),
                    article => Answer.Json(200, json => Write(json, article))
                )
        );
        router.Get(
            "/search/solutions",
            call => Page.Of(call, call.Account.Solutions.Search(call.Query("term") ?? ""), WriteFound)
        );
    }

    private static long[] One(long id) => [id];

    private static void WriteCategory(Utf8JsonWriter json, Call call)
    {
        json.WriteStartObject();
        json.Put("id", SolutionBook.CategoryId);
        json.WriteString("name", SolutionBook.CategoryName);
        json.PutNulls("description", "icon");
        json.Put("created_at", call.Account.Stamp());
        json.Put("updated_at", call.Account.Stamp());
        json.WriteEndObject();
    }

    private static void WriteFolder(Utf8JsonWriter json, Call call)
    {
        json.WriteStartObject();
        json.Put("id", SolutionBook.FolderId);
        json.WriteString("name", SolutionBook.FolderName);
        json.PutNulls("description", "parent_folder_id", "icon_url");
        json.Put("category_id", SolutionBook.CategoryId);
        json.Put("visibility", 1);
        json.Put("articles_count", call.Account.Solutions.All.Count());
        json.Put("sub_folders_count", 0);
        WriteHierarchy(json, withFolder: false);
        json.Put("created_at", call.Account.Stamp());
        json.Put("updated_at", call.Account.Stamp());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FreshdeskArticle article)
    {
        json.WriteStartObject();
        WriteShared(json, article);
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

    private static void WriteFound(Utf8JsonWriter json, FreshdeskArticle article)
    {
        json.WriteStartObject();
        WriteShared(json, article);
        json.Put("folder_visibility", 1);
        json.WriteString("path", $"{article.Id}-{article.Title.ToLowerInvariant().Replace(' ', '-')}");
        json.Put("modified_at", article.UpdatedAt);
        json.Put("modified_by", article.AgentId);
        json.Put("language_id", 6);
        json.WriteString("category_name", SolutionBook.CategoryName);
        json.WriteString("folder_name", SolutionBook.FolderName);
        json.WriteEndObject();
    }

    private static void WriteShared(Utf8JsonWriter json, FreshdeskArticle article)
    {
        json.Put("id", article.Id);
        json.Put("type", 1);
        json.Put("category_id", SolutionBook.CategoryId);
        json.Put("folder_id", article.FolderId);
        json.Put("agent_id", article.AgentId);
        json.WriteString("title", article.Title);
        json.WriteString("description", article.Description);
        json.WriteString("description_text", article.DescriptionText);
        json.Put("status", article.Status);
        WriteHierarchy(json, withFolder: true);
        json.Put("created_at", article.CreatedAt);
        json.Put("updated_at", article.UpdatedAt);
    }

    private static void WriteHierarchy(Utf8JsonWriter json, bool withFolder)
    {
        json.WriteStartArray("hierarchy");
        WriteLevel(json, 0, "category", SolutionBook.CategoryId, SolutionBook.CategoryName);
        if (withFolder)
        {
            WriteLevel(json, 1, "folder", SolutionBook.FolderId, SolutionBook.FolderName);
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
