using System.Text.Json;
using Bridge.Core.Delivery;
using Bridge.Core.Planning;
using Bridge.Hooks;
using Bridge.Settings;

namespace Bridge.Tests.Hooks;

/// <summary>Webhooks that the bridge tells, over real HTTP.</summary>
public sealed class HookPosterTests
{
    private static readonly Effect.Post Post = new("chat", "\"Totals\"\nare <late> \\ {{id}}")
    {
        Key = "post/7",
        Reason = "",
        Process = "Level 2",
        Stage = "Fixing",
        Ticket = "#4711",
        TicketUrl = "https://desk.example/4711",
        Item = "S2-1",
        ItemUrl = "https://jira.example/S2-1",
    };

    [Fact]
    public async Task What_is_told_is_JSON_with_the_id_and_the_secret_in_headers()
    {
        await using var receiver = await Receiver.StartAsync();
        using var poster = Poster(
            receiver.Url,
            w =>
            {
                (w.Header, w.Secret) = ("X-Token", "canary");
                w.Body =
                    """{"a": ["{{text}}", "{{ ticket }} {{ticket_url}}"], "b": "{{id}} {{process}}/{{stage}} {{item}} {{item_url}}"}""";
            }
        );

        var outcome = await poster.PostAsync(Post, 12, CancellationToken.None);

        Assert.IsType<Outcome.Done>(outcome);
        var told = Assert.Single(receiver.All);
        Assert.Equal(("canary", "case-12/post/7"), (told.Headers["X-Token"], told.Headers["Bridge-Id"]));
        Assert.StartsWith("application/json", told.Headers["Content-Type"], StringComparison.Ordinal);
        var body = JsonDocument.Parse(told.Body).RootElement;
        Assert.Equal(Post.Text, body.GetProperty("a")[0].GetString());
        Assert.Equal("#4711 https://desk.example/4711", body.GetProperty("a")[1].GetString());
        Assert.Equal("case-12/post/7 Level 2/Fixing S2-1 https://jira.example/S2-1", body.GetProperty("b").GetString());
    }

    [Fact]
    public async Task The_usual_body_is_a_text_and_without_a_secret_no_header_is_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        using var poster = Poster(receiver.Url);

        await poster.PostAsync(Post, 12, CancellationToken.None);

        var told = Assert.Single(receiver.All);
        Assert.Equal(Post.Text, JsonDocument.Parse(told.Body).RootElement.GetProperty("text").GetString());
        Assert.DoesNotContain("Authorization", told.Headers.Keys);
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(302, FailureKind.Refused)]
    [InlineData(400, FailureKind.Refused)]
    [InlineData(401, FailureKind.Forbidden)]
    [InlineData(403, FailureKind.Forbidden)]
    [InlineData(404, FailureKind.Missing)]
    [InlineData(408, FailureKind.Unknown)]
    [InlineData(410, FailureKind.Missing)]
    [InlineData(429, FailureKind.Busy)]
    [InlineData(500, FailureKind.Unknown)]
    [InlineData(503, FailureKind.Unknown)]
    public async Task An_answer_means_what_its_status_says(int status, FailureKind? kind)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => (status, status == 302 ? "/elsewhere" : null);
        using var poster = Poster(receiver.Url);

        var outcome = await poster.PostAsync(Post, 12, CancellationToken.None);

        Assert.Equal(kind, (outcome as Outcome.Failed)?.Failure.Kind);
        Assert.Equal("/hook", Assert.Single(receiver.All).Path);
    }

    [Fact]
    public async Task Who_cannot_be_reached_was_not_told_and_no_message_names_the_address()
    {
        using var poster = Poster("http://127.0.0.1:1/canary");

        var failed = Assert.IsType<Outcome.Failed>(await poster.PostAsync(Post, 12, CancellationToken.None));

        Assert.Equal(FailureKind.Offline, failed.Failure.Kind);
        Assert.DoesNotContain("canary", failed.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_the_settings_do_not_have_waits_for_a_person()
    {
        using var poster = Poster("http://127.0.0.1:1/");

        var outcome = await poster.PostAsync(Post with { To = "http://127.0.0.1:1/" }, 12, CancellationToken.None);

        var failure = Assert.IsType<Outcome.Failed>(outcome).Failure;
        Assert.Equal(FailureKind.Missing, failure.Kind);
        Assert.IsType<NextTry.Person>(RetryPolicy.After(failure, 1, DateTimeOffset.UtcNow));
    }

    private static HookPoster Poster(string url, Action<WebhookOptions>? change = null)
    {
        var webhook = new WebhookOptions { Url = url };
        change?.Invoke(webhook);
        var options = new BridgeOptions();
        options.Webhooks["chat"] = webhook;
        return new HookPoster(options, TimeProvider.System);
    }
}
