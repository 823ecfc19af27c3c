using System.Text;
using System.Text.Json;
using Bridge.Sandbox.ClickUp;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpWebhookTests : IAsyncLifetime
{
    private static readonly ClickUpOptions Fast = new()
    {
        WebhookRetryWaits = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 4)],
    };
    private ClickUpDesk desk = null!;
    private ClickUpReceiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        this.desk = await ClickUpDesk.OpenAsync(Fast);
        this.receiver = await ClickUpReceiver.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await this.desk.DisposeAsync();
        await this.receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_create_tells_three_events()
    {
        await this.desk.ListenAsync(this.receiver.Url);
        var id = await this.desk.CreateAsync();
        await this.desk.Server.Webhooks.IdleAsync();
        var created = Assert.Single(this.receiver.Of("taskCreated"));
        Assert.Equal(3, this.receiver.All.Count);
        Assert.Equal(2, created.Json["history_items"]!.AsArray().Count);
        Assert.Equal("api", (string?)created.Json["history_items"]![1]!["source"]);
        Assert.Equal(created.ItemId, Assert.Single(this.receiver.Of("taskStatusUpdated")).ItemId);
        Assert.Equal("removed", (string?)created.Item["before"]!["type"]);
        Assert.All(this.receiver.All, d => Assert.Equal(id, (string?)d.Json["task_id"]));
    }

    [Fact]
    public async Task A_status_change_tells_two_events_with_one_history_id()
    {
        var id = await this.desk.CreateAsync();
        var webhook = await this.desk.ListenAsync(this.receiver.Url);
        this.desk.Person.SetStatus(id, "fixing");
        await this.desk.Server.Webhooks.IdleAsync();
        var special = Assert.Single(this.receiver.Of("taskStatusUpdated"));
        var general = Assert.Single(this.receiver.Of("taskUpdated"));
        Assert.Equal(special.ItemId, general.ItemId);
        Assert.Equal(["event", "history_items", "task_id", "team_id", "webhook_id"], special.Json.Select(p => p.Key));
        Assert.Equal((string?)webhook["id"], (string?)special.Json["webhook_id"]);
        Assert.Equal(183, (long)special.Item["user"]!["id"]!);
        Assert.Equal("""{"status_type":"custom"}""", special.Item["data"]!.ToJsonString());
        Assert.Equal(
            ("validating", "fixing"),
            ((string?)special.Item["before"]!["status"], (string?)special.Item["after"]!["status"])
        );
        Assert.False(special.Item["after"]!.AsObject().ContainsKey("id"));
    }

    [Fact]
    public async Task The_signature_covers_the_exact_bytes_which_are_compact()
    {
        var webhook = await this.desk.ListenAsync(this.receiver.Url, "taskUpdated");
        this.desk.Person.Rename(await this.desk.CreateAsync(), "Grüße & <Küsse>");
        await this.desk.Server.Webhooks.IdleAsync();
        var delivery = this.receiver.All.Single(d => (string?)d.Item["field"] == "name");
        Assert.True(delivery.IsSignedWith((string)webhook["secret"]!));
        Assert.Contains(
            "\"after\":\"Grüße & <Küsse>\"",
            Encoding.UTF8.GetString(delivery.Body),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_custom_field_tells_taskUpdated_only_with_the_option_id()
    {
        var id = await this.desk.CreateAsync();
        await this.desk.ListenAsync(this.receiver.Url);
        this.desk.Person.SetField(id, "Severity", "High");
        this.desk.Person.SetField(id, "Severity", "High");
        await this.desk.Server.Webhooks.IdleAsync();
        var delivery = Assert.Single(this.receiver.All);
        Assert.Equal(("taskUpdated", "custom_field"), (delivery.Event, (string?)delivery.Item["field"]));
        Assert.Equal(this.desk.List.Field("Severity").Option("High"), (string?)delivery.Item["after"]);
        Assert.Equal("drop_down", (string?)delivery.Item["custom_field"]!["type"]);
    }

    [Fact]
    public async Task A_due_date_tells_whether_it_has_a_time()
    {
        var id = await this.desk.CreateAsync();
        this.desk.Person.SetDueDate(id, new DateOnly(2022, 1, 21));
        await this.desk.ListenAsync(this.receiver.Url, "taskDueDateUpdated");
        this.desk.Person.SetDueDate(id, ClickUpDesk.Moment("2022-01-31T06:00:00Z"));
        await this.desk.Server.Webhooks.IdleAsync();
        var item = Assert.Single(this.receiver.All).Item;
        Assert.Equal(("1642701600000", "1643608800000"), ((string?)item["before"], (string?)item["after"]));
        Assert.Equal("""{"due_date_time":true,"old_due_date_time":false}""", item["data"]!.ToJsonString());
    }

    [Fact]
    public async Task An_edited_comment_reuses_history_id_and_date()
    {
        var id = await this.desk.CreateAsync();
        await this.desk.ListenAsync(this.receiver.Url, "taskCommentPosted", "taskCommentUpdated");
        var comment = this.desk.Person.Comment(id, "one");
        this.desk.Clock.Move(TimeSpan.FromMinutes(5));
        this.desk.Person.EditComment(comment, "two");
        this.desk.Person.Reply(comment, "silent");
        this.desk.Person.DeleteComment(comment);
        await this.desk.Server.Webhooks.IdleAsync();
        var posted = Assert.Single(this.receiver.Of("taskCommentPosted"));
        var updated = Assert.Single(this.receiver.Of("taskCommentUpdated"));
        Assert.Equal(2, this.receiver.All.Count);
        Assert.Equal(posted.ItemId, updated.ItemId);
        Assert.Equal((string?)posted.Item["date"], (string?)updated.Item["date"]);
        Assert.Equal(
            ("one\n", "two\n"),
            ((string?)posted.Item["comment"]!["text_content"], (string?)updated.Item["comment"]!["text_content"])
        );
    }

    [Fact]
    public async Task A_deletion_tells_nothing_of_who_and_when()
    {
        var id = await this.desk.CreateAsync();
        await this.desk.ListenAsync(this.receiver.Url);
        this.desk.Person.Delete(id);
        await this.desk.Server.Webhooks.IdleAsync();
        var delivery = Assert.Single(this.receiver.All);
        Assert.Equal("taskDeleted", delivery.Event);
        Assert.Empty(delivery.Json["history_items"]!.AsArray());
    }

    [Fact]
    public async Task A_move_is_told_where_the_task_went_and_not_where_it_was()
    {
        var other = this.desk.Server.AddList(this.desk.SpaceId, "Other");
        var id = await this.desk.CreateAsync();
        var body = new
        {
            endpoint = this.receiver.Url,
            events = "*",
            list_id = this.desk.List.Id,
        };
        await this.desk.Post($"team/{this.desk.Server.TeamId}/webhook", body);
        await this.desk.ListenAsync(this.receiver.Url, "taskMoved");
        this.desk.Person.Move(id, other.Id);
        await this.desk.Server.Webhooks.IdleAsync();
        var delivery = Assert.Single(this.receiver.All);
        Assert.Equal(
            (this.desk.List.Id, other.Id),
            ((string?)delivery.Item["before"]!["id"], (string?)delivery.Item["after"]!["id"])
        );
        Assert.Equal(other.Id, (string?)delivery.Item["parent_id"]);
    }

    [Fact]
    public async Task The_same_endpoint_and_place_twice_is_refused()
    {
        await this.desk.ListenAsync(this.receiver.Url);
        var reply = await this.desk.Post(
            $"team/{this.desk.Server.TeamId}/webhook",
            new { endpoint = this.receiver.Url, events = "*" }
        );
        Assert.Equal((400, "OAUTH_171"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Everyone_sees_their_own_webhooks_only()
    {
        var webhook = await this.desk.ListenAsync(this.receiver.Url);
        this.desk.Server.AddToken("pk_183_ana", ClickUpDesk.Ana);
        this.desk.Http.DefaultRequestHeaders.Remove("Authorization");
        this.desk.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "pk_183_ana");
        var list = await this.desk.Get($"team/{this.desk.Server.TeamId}/webhook");
        var deleted = await this.desk.Delete($"webhook/{webhook["id"]}");
        Assert.Empty(list.Json["webhooks"]!.AsArray());
        Assert.Equal(404, deleted.Status);
    }

    [Fact]
    public async Task A_failing_event_is_tried_five_times_and_counted_once()
    {
        await this.desk.ListenAsync(this.receiver.Url, "taskDeleted");
        this.receiver.Answer = static () => 503;
        this.desk.Person.Delete(await this.desk.CreateAsync());
        await this.desk.Server.Webhooks.IdleAsync();
        var failing = Assert.Single(this.desk.Server.GetWebhooks());
        Assert.Equal(5, this.receiver.All.Count);
        Assert.Equal(("failing", 1), (failing.Status, failing.FailCount));
        this.receiver.Answer = static () => 200;
        this.desk.Person.Delete(await this.desk.CreateAsync());
        await this.desk.Server.Webhooks.IdleAsync();
        var healed = Assert.Single(this.desk.Server.GetWebhooks());
        Assert.Equal(("active", 0), (healed.Status, healed.FailCount));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(410)]
    public async Task Gone_and_unauthorized_suspend_at_once_and_a_put_revives(int status)
    {
        var webhook = await this.desk.ListenAsync(this.receiver.Url, "taskDeleted");
        this.receiver.Answer = () => status;
        this.desk.Person.Delete(await this.desk.CreateAsync());
        await this.desk.Server.Webhooks.IdleAsync();
        this.desk.Person.Delete(await this.desk.CreateAsync());
        await this.desk.Server.Webhooks.IdleAsync();
        Assert.Single(this.receiver.All);
        Assert.Equal("suspended", Assert.Single(this.desk.Server.GetWebhooks()).Status);
        var body = new
        {
            endpoint = this.receiver.Url,
            events = "taskDeleted",
            status = "active",
        };
        var revived = await this.desk.Put($"webhook/{webhook["id"]}", body);
        Assert.Equal("active", (string?)revived.Json["webhook"]!["health"]!["status"]);
        Assert.Equal(0, (int)revived.Json["webhook"]!["health"]!["fail_count"]!);
    }

    [Fact]
    public async Task A_hundred_failed_events_suspend()
    {
        await this.desk.ListenAsync(this.receiver.Url, "taskDeleted");
        this.receiver.Answer = static () => 500;
        for (var i = 0; i < 100; i++)
        {
            this.desk.Person.Delete(this.desk.Person.CreateTask(this.desk.List.Id, "x"));
        }

        await this.desk.Server.Webhooks.IdleAsync();
        var webhook = Assert.Single(this.desk.Server.GetWebhooks());
        Assert.Equal(("suspended", 100), (webhook.Status, webhook.FailCount));
    }

    [Fact]
    public async Task The_weather_loses_and_doubles()
    {
        await this.desk.ListenAsync(this.receiver.Url, "taskDeleted");
        this.desk.Server.Webhooks.Weather.LoseNext();
        this.desk.Person.Delete(await this.desk.CreateAsync());
        this.desk.Server.Webhooks.Weather.DoubleNext();
        this.desk.Person.Delete(await this.desk.CreateAsync());
        await this.desk.Server.Webhooks.IdleAsync();
        Assert.Equal(2, this.receiver.All.Count);
    }

    [Fact]
    public async Task A_deleted_list_tells_of_itself_alone()
    {
        await this.desk.CreateAsync();
        await this.desk.ListenAsync(this.receiver.Url);
        this.desk.Server.DeleteList(this.desk.List.Id);
        await this.desk.Server.Webhooks.IdleAsync();
        var delivery = Assert.Single(this.receiver.All);
        Assert.Equal(("listDeleted", this.desk.List.Id), (delivery.Event, (string?)delivery.Json["list_id"]));
        Assert.Equal(404, (await this.desk.Get("list/" + this.desk.List.Id)).Status);
    }

    [Fact]
    public async Task A_create_can_succeed_while_its_answer_is_lost()
    {
        this.desk.Server.Faults.Next(new Fault.CutAfter(), "POST", "/task$");
        await Assert.ThrowsAsync<HttpRequestException>(() => this.desk.CreateAsync());
        Assert.Single(this.desk.Server.GetTasks());
    }

    [Fact]
    public void A_known_key_and_body_give_the_known_signature()
    {
        const string Body =
            """{"webhook_id":"7689a169-a000-4985-8676-6902b96d6627","event":"taskCreated","task_id":"c0j"}""";
        var delivery = new Delivery(
            Encoding.UTF8.GetBytes(Body),
            "4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c"
        );
        Assert.True(delivery.IsSignedWith("secret"));
        Assert.Equal(JsonValueKind.String, delivery.Json["event"]!.GetValueKind());
    }
}
