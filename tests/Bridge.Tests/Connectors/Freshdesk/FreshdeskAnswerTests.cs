using System.Net;
using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>What answers mean that are not what was hoped for.</summary>
public sealed class FreshdeskAnswerTests
{
    private const string Fields =
        """[{"name":"status","type":"default_status","choices":{"2":["Open","Being Processed"]}}]""";

    private const string Me = """{"id":1,"contact":{"name":"Bridge"}}""";

    [Theory]
    [InlineData("""{"status":2,"updated_at":"2026-03-02T09:00:00Z"}""", "it lacks 'id'")]
    [InlineData("""{"id":7,"updated_at":"2026-03-02T09:00:00Z"}""", "it lacks 'status'")]
    [InlineData("""{"id":7,"status":2}""", "it lacks 'updated_at'")]
    [InlineData("""{"id":7,"status":"Open","updated_at":"2026-03-02T09:00:00Z"}""", "$.status is of another shape")]
    [InlineData("""{"id":7,"status":2,"updated_at":"yesterday"}""", "$.updated_at is of another shape")]
    [InlineData("""{"id":7,"status":2,"subject":{"text":"x"},"updated_at":"2026-03-02T09:00:00Z"}""", "$.subject")]
    [InlineData(
        """{"id":7,"status":2,"updated_at":"2026-03-02T09:00:00Z","conversations":[{"id":1,"body":""}]}""",
        "it lacks 'created_at'"
    )]
    [InlineData(
        """{"id":7,"status":2,"updated_at":"2026-03-02T09:00:00Z","conversations":[],"attachments":[{"name":"a"}]}""",
        "it lacks 'attachments.id'"
    )]
    [InlineData("""[{"id":7}]""", "it is no such JSON")]
    public async Task A_ticket_of_an_unknown_shape_is_a_failure_that_names_what_is_wrong_and_the_request(
        string body,
        string what
    )
    {
        using var tool = Tool(path => path.Contains("tickets/7", StringComparison.Ordinal) ? body : null);

        var failed = Assert.IsType<ReadResult.Failed>(await tool.ReadAsync("7", default));

        Assert.Equal(FailureKind.Unknown, failed.Failure.Kind);
        Assert.Contains(what, failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("(request req-1)", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agents/me", "{}", "it lacks 'id'")]
    [InlineData("ticket_fields", "[]", "no field of it lists statuses")]
    [InlineData("ticket_fields", """[{"name":"status","type":"default_status","choices":"Open"}]""", "lists statuses")]
    [InlineData("ticket_fields", """[{"label":"Status"}]""", "it lacks 'name'")]
    [InlineData("groups", """[null]""", "it lacks 'a row'")]
    [InlineData("groups", """[{"id":5}]""", "it lacks 'name'")]
    public async Task What_the_account_is_like_is_never_guessed_from_an_unknown_shape(
        string path,
        string body,
        string what
    )
    {
        using var tool = Tool(asked => asked.Contains(path, StringComparison.Ordinal) ? body : null);

        var binding = await tool.BindAsync(Desk.Process(), default);

        Assert.Contains(what, binding.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("(request req-1)", binding.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_a_poll_without_its_time_is_a_failure_and_moves_nothing()
    {
        using var tool = Tool(path =>
            path.Contains("tickets?", StringComparison.Ordinal) ? """[{"id":7,"status":2}]""" : null
        );
        const string Mark = "2026-03-02T09:00:00Z 2026-03-02T09:00:00Z 2026-03-02T09:00:00Z 0";

        var changes = await tool.ChangedAsync(Mark, default);

        Assert.Contains("it lacks 'updated_at'", changes.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(Mark, changes.Watermark);
        Assert.Empty(changes.Signals);
    }

    [Theory]
    [InlineData("""{"code":"access_denied","message":"You are not authorized to perform this action."}""", true)]
    [InlineData("""{"code":"password_lockout","message":"Too many failed logins"}""", true)]
    [InlineData("""{"code":"account_suspended","message":"Suspended"}""", true)]
    [InlineData("", true)]
    [InlineData("""{"code":"require_feature","message":"Not in your plan"}""", false)]
    [InlineData(
        """{"description":"x","errors":[{"field":"group_id","message":"no","code":"inaccessible_field"}]}""",
        false
    )]
    public async Task A_403_is_waited_out_unless_it_is_about_a_field_or_the_plan(string body, bool waits)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.Answer(403, body), "POST");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Note("<p>x</p>")));
        var next = RetryPolicy.After(failed.Failure, 1, desk.Clock.GetUtcNow());

        Assert.Equal(FailureKind.Forbidden, failed.Failure.Kind);
        Assert.Equal(waits ? desk.Clock.GetUtcNow() + TimeSpan.FromMinutes(5) : null, (next as NextTry.At)?.Time);
        Assert.IsType<NextTry.Person>(RetryPolicy.After(failed.Failure, 13, desk.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_404_without_a_body_is_a_missing_ticket_and_no_broken_answer()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Faults.Next(new Fault.Answer(404), "POST");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(4711, Desk.Note("<p>x</p>")));

        Assert.Equal((FailureKind.Missing, (int?)404), (failed.Failure.Kind, failed.Failure.Status));
    }

    [Fact]
    public async Task A_ticket_marked_as_spam_takes_no_change_and_says_so()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).MarkSpam(id);

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending")));

        Assert.Equal((FailureKind.Refused, (int?)405), (failed.Failure.Kind, failed.Failure.Status));
        Assert.Contains("spam", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_says_that_the_address_is_not_the_accounts_own_and_is_not_followed()
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        desk.Server.Faults.Next(new Fault.Answer(301), "PUT");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(id, Desk.Update(FieldBag.Empty, "Pending")));

        Assert.Contains("https://DOMAIN.freshdesk.com", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, desk.Calls("PUT", "tickets/"));
    }

    [Fact]
    public async Task A_limit_told_as_a_decimal_number_is_learned()
    {
        await using var desk = await Desk.StartAsync(
            new FreshdeskOptions { RateLimit = FreshdeskRateLimit.Pro, DecimalLimits = true }
        );

        await desk.ReadAsync(desk.NewTicket());

        Assert.Equal(360, desk.Tool.Budget.Limit);
    }

    [Fact]
    public async Task Numbers_beyond_the_reach_of_a_double_keep_their_last_digit()
    {
        using var tool = Tool(path =>
            path.Contains("tickets/7", StringComparison.Ordinal)
                ? """
                    {"id":7,"status":2,"updated_at":"2026-03-02T09:00:00Z","custom_fields":{"cf_x":1848295627395445801},
                     "conversations":[{"id":9007199254740993,"body":"a","created_at":"2026-03-02T09:00:00Z"}]}
                    """
                : null
        );

        var ticket = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot;

        Assert.Equal("9007199254740993", ticket.Comments[0].Id);
    }

    [Fact]
    public async Task Times_with_an_offset_and_lists_that_are_null_are_read()
    {
        using var tool = Tool(path =>
            path.Contains("tickets/7", StringComparison.Ordinal)
                ? """
                    {"id":7,"status":2,"updated_at":"2026-03-02T14:30:00+05:30","tags":null,"custom_fields":null,
                     "cc_emails":null,"attachments":null,"company":{},"stats":null,
                     "conversations":[{"id":8,"body":"a","user_id":null,"created_at":"2026-03-02T14:29:00+05:30"}]}
                    """
                : null
        );

        var ticket = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot;

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), ticket.Version);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 8, 59, 0, TimeSpan.Zero), ticket.Comments[0].At);
        Assert.Empty(ticket.Files);
    }

    [Theory]
    [InlineData("<https://x.freshdesk.com/api/v2/groups?page=2>; rel=\"next\"")]
    [InlineData("<https://x.freshdesk.com/api/v2/groups?page=2>;rel=\"next\"")]
    public async Task The_next_page_is_told_with_or_without_a_space(string link)
    {
        var pages = new List<string>();
        using var tool = Tool(
            path =>
            {
                if (!path.Contains("groups", StringComparison.Ordinal))
                {
                    return null;
                }

                pages.Add(path);
                return $$"""[{"id":{{pages.Count}},"name":"Group {{pages.Count}}"}]""";
            },
            path => path.Contains("groups", StringComparison.Ordinal) && pages.Count == 1 ? link : null
        );

        await tool.BindAsync(Desk.Process(), default);

        Assert.Equal(2, pages.Count);
        Assert.EndsWith("page=2", pages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_account_does_not_list_is_told_by_its_number()
    {
        using var tool = Tool(path =>
            path.EndsWith("ticket_fields", StringComparison.Ordinal)
                ? Fields[..^1]
                    + """,{"name":"source","label":"Source","type":"default_source","choices":{"Email":1}}]"""
            : path.Contains("tickets/7", StringComparison.Ordinal)
                ? """{"id":7,"status":9,"source":15,"group_id":3,"updated_at":"2026-03-02T09:00:00Z","conversations":[]}"""
            : null
        );
        await tool.BindAsync(Desk.Process(when: new Core.Mappings.Condition.Present("source")), default);

        var values = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot.Values;

        Assert.Equal("Source 15", values[FieldNames.Source]!.Display);
        Assert.Equal("status 9", values[FieldNames.Status]!.Display);
        Assert.Equal("group 3", values[FieldNames.Group]!.Display);
    }

    [Theory]
    [InlineData("de", "Berlin", "de", "Europe/Berlin")]
    [InlineData("en", "Eastern Time (US & Canada)", "en", "America/New_York")]
    [InlineData("ru", "Magadan", "ru", "Asia/Magadan")]
    [InlineData(null, "Nowhere", null, null)]
    public async Task A_requesters_language_and_zone_are_read_where_a_process_asks(
        string? language,
        string zone,
        string? readLanguage,
        string? readZone
    )
    {
        var contact = new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = 5,
            ["language"] = language,
            ["time_zone"] = zone,
        };
        using var tool = Tool(path =>
            path.EndsWith("contacts/5", StringComparison.Ordinal) ? contact.ToJsonString()
            : path.Contains("tickets/7", StringComparison.Ordinal)
                ? """{"id":7,"status":2,"requester_id":5,"updated_at":"2026-03-02T09:00:00Z","conversations":[]}"""
            : null
        );
        var asks = new Core.Mappings.Condition.All([
            new Core.Mappings.Condition.Present(FieldNames.RequesterLanguage),
            new Core.Mappings.Condition.Present(FieldNames.RequesterTimeZone),
        ]);
        await tool.BindAsync(Desk.Process(when: asks), default);

        var values = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot.Values;

        Assert.Equal(readLanguage, values[FieldNames.RequesterLanguage]?.Display);
        Assert.Equal(readZone, values[FieldNames.RequesterTimeZone]?.Display);
    }

    [Theory]
    [InlineData("size")]
    [InlineData("file_size")]
    public async Task A_files_size_is_read_under_both_its_names(string name)
    {
        using var tool = Tool(path =>
            path.Contains("tickets/7", StringComparison.Ordinal)
                ? $$"""
                    {"id":7,"status":2,"updated_at":"2026-03-02T09:00:00Z","conversations":[],"attachments":[
                      {"id":3,"name":"a.log","{{name}}":12,"created_at":"2026-03-02T14:30:00+05:30","attachment_url":"https://s3.amazonaws.com/a"}
                    ]}
                    """
                : null
        );

        var ticket = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot;

        Assert.Equal(("3", 12L), (ticket.Files[0].Id, ticket.Files[0].Size));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), ticket.Files[0].At);
    }

    [Fact]
    public async Task What_was_said_is_told_apart_by_who_sees_it()
    {
        const string At = ""","created_at":"2026-03-02T08:00:00Z"}""";
        using var tool = Tool(path =>
            path.Contains("tickets/7", StringComparison.Ordinal)
                ? $$"""
                    {"id":7,"status":2,"requester_id":5,"updated_at":"2026-03-02T09:00:00Z","conversations":[
                      {"id":1,"body":"mail","source":0,"incoming":true,"private":false,"user_id":5{{At}},
                      {"id":2,"body":"reply","source":0,"incoming":false,"private":false,"user_id":1{{At}},
                      {"id":3,"body":"note","source":2,"incoming":false,"private":true,"user_id":1{{At}},
                      {"id":4,"body":"survey","source":6,"incoming":true,"private":false,"user_id":5{{At}},
                      {"id":5,"body":"forwarded","source":8,"incoming":false,"private":false,"user_id":1{{At}},
                      {"id":6,"body":"mail","source":0,"incoming":true,"user_id":null,"from_email":"Dee <d@x.example>"{{At}}
                    ]}
                    """
                : null
        );

        var comments = Assert.IsType<ReadResult.Got>(await tool.ReadAsync("7", default)).Snapshot.Comments;

        Assert.Equal([true, true, false, true, false, true], comments.Select(c => c.Public));
        Assert.Equal([true, false, false, true, false, true], comments.Select(c => c.Incoming));
        Assert.Equal([false, true, true, false, true, false], comments.Select(c => c.ByBridge));
        Assert.Equal("Dee <d@x.example>", comments[^1].Author);
    }

    /// <summary>A connector on an account that gives these answers, by path and query; null: an ordinary one.</summary>
    private static FreshdeskConnector Tool(Func<string, string?> answer, Func<string, string?>? link = null) =>
        new(
            "desk",
            new ConnectionOptions
            {
                Kind = ToolKind.Freshdesk,
                BaseUrl = "https://acme.freshdesk.com",
                ApiKey = "key",
            },
            new HttpClient(new Canned(answer, link ?? (_ => null))),
            TimeProvider.System,
            NullLogger.Instance
        );

    private sealed class Canned(Func<string, string?> answer, Func<string, string?> link) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var path = request.RequestUri!.PathAndQuery;
            var response = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(answer(path) ?? Usual(path), Encoding.UTF8, "application/json"),
            };
            response.Headers.TryAddWithoutValidation("X-Request-Id", "req-1");
            if (link(path) is { } next)
            {
                response.Headers.TryAddWithoutValidation("Link", next);
            }

            return Task.FromResult(response);
        }

        private static string Usual(string path) =>
            path.EndsWith("agents/me", StringComparison.Ordinal) ? Me
            : path.EndsWith("ticket_fields", StringComparison.Ordinal) ? Fields
            : "[]";
    }
}
