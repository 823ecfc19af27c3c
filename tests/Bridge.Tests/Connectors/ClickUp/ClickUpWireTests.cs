using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>Every recorded answer is read, and all that the bridge uses of it is there afterwards.</summary>
public sealed class ClickUpWireTests
{
    private static readonly string[] Tasks =
    [
        "api.task.get.json",
        "api.task.create.response.json",
        "api.task.update.response.json",
        "mixed.task.with-attachments.json",
    ];

    /// <summary>Recorded requests, errors, webhooks, and answers to calls that the bridge does not make.</summary>
    private static readonly string[] Others =
    [
        "api.bulk.time_in_status.json",
        "api.task.time_in_status.json",
        "api.list.views.json",
        "api.view.tasks.json",
        "api.task.link.response.json",
        "api.task.members.json",
        "api.field.set.requests.json",
        "api.task.create.request.json",
        "api.task.update.request.json",
        "errors.observed.json",
    ];

    public static TheoryData<string> Recorded()
    {
        var folder = ClickUpWebhookTests.Fixtures();
        var files = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileName(f)!)
            : [];
        return
        [
            .. files
                .Where(f => !Others.Contains(f) && !f.Contains("webhook.", StringComparison.Ordinal))
                .DefaultIfEmpty("none")
                .Order(),
        ];
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_answer_is_whole(string file)
    {
        var json = Read(file);
        object value = file switch
        {
            "api.list.tasks.json" or "api.team.tasks.filtered.json" => Of(json, ClickUpJson.Default.WireTaskPage),
            "api.list.get.json" or "api.space.get.json" => Of(json, ClickUpJson.Default.WirePlace),
            "api.spaces.json" => Of(json, ClickUpJson.Default.WirePlaces),
            "api.list.fields.json" => Of(json, ClickUpJson.Default.WireFields),
            "api.task.comments.json" or "api.comment.replies.json" => Of(json, ClickUpJson.Default.WireComments),
            "api.comment.create.response.spec.json" or "real.comment.create.response.json" => Of(
                json,
                ClickUpJson.Default.WireComment
            ),
            "real.comment.with-image-and-mention.json" => Of(json, ClickUpJson.Default.WireComment),
            "api.custom_item.json" => Of(json, ClickUpJson.Default.WireTaskTypes),
            "api.team.get.json" => Of(json, ClickUpJson.Default.WireTeams),
            "api.user.get.json" => Of(json, ClickUpJson.Default.WireMe),
            "api.webhooks.get.json" => Of(json, ClickUpJson.Default.WireWebhooks),
            "api.task.attachment.create.response.json" => Of(json, ClickUpJson.Default.WireFile),
            _ when Tasks.Contains(file) => Of(json, ClickUpJson.Default.WireTask),
            _ => throw new InvalidOperationException($"nobody reads {file}: say which answer it is"),
        };
        Assert.Null((value as IWhole)?.Lacks);
    }

    [Theory]
    [InlineData("api.task.get.json")]
    [InlineData("api.task.create.response.json")]
    [InlineData("api.task.update.response.json")]
    [InlineData("mixed.task.with-attachments.json")]
    public void Nothing_of_a_task_that_the_bridge_uses_is_lost(string file)
    {
        var json = Read(file);
        var task = Of(json, ClickUpJson.Default.WireTask);
        Assert.Equal(Text(json, "id"), task.Id);
        Assert.Equal(Text(json, "custom_id"), task.CustomId);
        Assert.Equal(Text(json, "name"), task.Name);
        Assert.Equal(Text(json, "markdown_description"), task.MarkdownDescription);
        Assert.Equal(Text(json.GetProperty("status"), "status"), task.Status?.Status);
        Assert.Equal(Text(json, "date_created"), $"{task.DateCreated}");
        Assert.Equal(Text(json, "date_updated"), $"{task.DateUpdated}");
        Assert.Equal(Text(json, "due_date") ?? "", $"{task.DueDate}");
        Assert.Equal(Text(json, "url"), task.Url);
        Assert.Equal(Text(json.GetProperty("list"), "id"), task.List?.Id);
        Assert.Equal(Ids(json, "assignees", "id"), task.Assignees?.Select(u => u.Id));
        Assert.Equal(Ids(json, "tags", "name"), task.Tags?.Select(t => t.Name));
        Assert.Equal(Ids(json, "custom_fields", "id"), task.CustomFields?.Select(f => f.Id));
        foreach (var (field, recorded) in task.CustomFields!.Zip(json.GetProperty("custom_fields").EnumerateArray()))
        {
            var value = recorded.TryGetProperty("value", out var found) ? found.GetRawText() : null;
            Assert.Equal(value, field.Value.ValueKind == JsonValueKind.Undefined ? null : field.Value.GetRawText());
            var shown = ClickUpValues.Custom(field, null, TimeZoneInfo.Utc);
            Assert.True(
                shown is not null || value is null or "null" or "\"\"" or "[]" || field.Type is "button",
                $"{field.Name}: {value}"
            );
        }

        var files = json.TryGetProperty("attachments", out var recordedFiles) ? recordedFiles.GetArrayLength() : 0;
        var deleted = task.Attachments?.Count(f => f.Deleted == true) ?? 0;
        Assert.Equal(files, deleted + (task.Attachments is { } read ? ClickUpFiles.Of(read, null).Length : 0));
        Assert.NotNull(ClickUpValues.BuiltIn(task, Bridge.Core.Model.FieldNames.Priority, null));
    }

    [Theory]
    [InlineData("api.task.comments.json")]
    [InlineData("api.comment.replies.json")]
    public void Nothing_of_comments_that_the_bridge_uses_is_lost(string file)
    {
        var json = Read(file);
        var comments = Of(json, ClickUpJson.Default.WireComments).Comments!;
        foreach (var (comment, recorded) in comments.Zip(json.GetProperty("comments").EnumerateArray()))
        {
            Assert.Equal(Text(recorded, "id"), comment.Id);
            Assert.Equal(Text(recorded, "comment_text"), comment.CommentText);
            Assert.Equal(Text(recorded, "date"), $"{comment.Date}");
            Assert.Equal(Text(recorded, "reply_count") ?? "", $"{comment.ReplyCount}");
            Assert.Equal(Text(recorded.GetProperty("user"), "id"), comment.User?.Id);
            Assert.Equal(recorded.GetProperty("comment").GetRawText(), comment.Comment.GetRawText());
        }
    }

    [Fact]
    public void A_webhooks_health_place_and_secret_are_read()
    {
        var webhook = Assert.Single(Of(Read("api.webhooks.get.json"), ClickUpJson.Default.WireWebhooks).Webhooks!);
        Assert.Equal(("failing", 5), (webhook.Health?.Status, webhook.Health?.FailCount));
        Assert.Equal("4b67ac88-e506-4a29-9d42-26e504e3435e", webhook.Id);
        Assert.Null(webhook.ListId);
        Assert.Equal(28, webhook.Events?.Count);
        Assert.StartsWith("O94IM25S", webhook.Secret, StringComparison.Ordinal);
        var made = Of(Read("api.webhook.create.response.json"), ClickUpJson.Default.WireWebhook);
        Assert.Equal((made.Id, "https://yourdomain.com/webhook"), (made.Webhook?.Id, made.Webhook?.Endpoint));
    }

    [Fact]
    public void A_list_a_user_and_a_workspace_are_read()
    {
        var list = Of(Read("api.list.get.json"), ClickUpJson.Default.WirePlace);
        Assert.Equal(("124", "456", "789"), (list.Id, list.Folder?.Id, list.Space?.Id));
        Assert.Equal(["to do", "complete"], list.Statuses!.Select(s => s.Status).Take(2));
        var me = Of(Read("api.user.get.json"), ClickUpJson.Default.WireMe).User;
        Assert.Equal(("123", "America/Los_Angeles"), (me?.Id, me?.Timezone));
        var team = Assert.Single(Of(Read("api.team.get.json"), ClickUpJson.Default.WireTeams).Teams!);
        Assert.Equal(("1234", "123"), (team.Id, Assert.Single(team.Members!).User?.Id));
    }

    private static T Of<T>(JsonElement json, JsonTypeInfo<T> type)
        where T : class => json.Deserialize(type)!;

    private static IEnumerable<string?> Ids(JsonElement json, string array, string name) =>
        json.GetProperty(array).EnumerateArray().Select(e => Text(e, name));

    private static string? Text(JsonElement json, string name) => ClickUpFields.Text(json, name);

    private static JsonElement Read(string file)
    {
        var path = Path.Combine(ClickUpWebhookTests.Fixtures(), file);
        Assert.SkipUnless(File.Exists(path), "the recorded answers are not beside the repository");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }
}
