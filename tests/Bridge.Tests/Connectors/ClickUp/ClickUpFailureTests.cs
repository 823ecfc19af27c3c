using System.Text;
using System.Text.Json;
using Bridge.Connectors.ClickUp;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpFailureTests
{
    [Theory]
    [InlineData(401, "OAUTH_017", FailureKind.Unauthorized)]
    [InlineData(401, "OAUTH_025", FailureKind.Unauthorized)]
    [InlineData(401, "OAUTH_077", FailureKind.Unauthorized)]
    [InlineData(401, "", FailureKind.Unauthorized)]
    [InlineData(401, "OAUTH_027", FailureKind.Forbidden)]
    [InlineData(401, "ACCESS_083", FailureKind.Forbidden)]
    [InlineData(403, "FIELD_220", FailureKind.Forbidden)]
    [InlineData(404, "ITEM_013", FailureKind.Missing)]
    [InlineData(400, "ITEM_114", FailureKind.Refused)]
    [InlineData(401, "OAUTH_171", FailureKind.Refused)]
    [InlineData(413, "GBUSED_005", FailureKind.Refused)]
    [InlineData(500, "FIELD_017", FailureKind.Refused)]
    [InlineData(429, "APP_002", FailureKind.Busy)]
    [InlineData(409, "", FailureKind.Conflict)]
    [InlineData(500, "", FailureKind.Unknown)]
    [InlineData(302, "", FailureKind.Unknown)]
    public void Each_answer_means_one_thing(int status, string code, FailureKind kind) =>
        Assert.Equal(kind, Of(status, code, ofWorkspace: false).Kind);

    [Fact]
    public void A_workspace_that_is_not_authorized_is_the_tokens_fault() =>
        Assert.Equal(FailureKind.Unauthorized, Of(401, "OAUTH_027", ofWorkspace: true).Kind);

    [Fact]
    public void The_message_carries_the_tools_words_and_code() =>
        Assert.EndsWith(": Some words (ITEM_114)", Of(400, "ITEM_114", false).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"error":"other words","ECODE":"X_1"}""", "other words (X_1)")]
    [InlineData("""{"status":400,"message":"newer words","trace_id":"x7"}""", "newer words [request x7]")]
    [InlineData("<html>", "an HTML page")]
    [InlineData("", "an empty body")]
    [InlineData("[1]", "it gave no reason")]
    public void Every_shape_of_error_is_readable(string body, string words)
    {
        var answer = new ToolAnswer { Status = 400, Body = Encoding.UTF8.GetBytes(body) };
        var failure = ClickUpFailures.Of(answer, ofWorkspace: false, DateTimeOffset.UnixEpoch);
        Assert.EndsWith(words, failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_request_id_of_an_answer_goes_into_the_message()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("X-Request-Id", "abc-1");
        var answer = new ToolAnswer { Status = 502, Headers = response.Headers };
        var failure = ClickUpFailures.Of(answer, ofWorkspace: false, DateTimeOffset.UnixEpoch);
        Assert.EndsWith("[request abc-1]", failure!.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "[request abc-1]",
            ClickUpFailures.Unreadable(answer, "JSON").Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("OAUTH_025", "make a new one")]
    [InlineData("ACCESS_081", "give the user the right")]
    [InlineData("ITEM_114", "the list has no status of this name")]
    [InlineData("FIELD_033", "the Free plan counts each writing")]
    [InlineData("FIELD_115", "not on the list that the task is in")]
    [InlineData("GBUSED_005", "storage is full")]
    public void A_known_code_names_its_cure(string code, string cure) =>
        Assert.Contains(cure, Of(400, code, ofWorkspace: false).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_error_that_was_seen_has_its_meaning()
    {
        var path = Path.Combine(ClickUpWebhookTests.Fixtures(), "errors.observed.json");
        Assert.SkipUnless(File.Exists(path), "the recorded errors are not beside the repository");
        using var all = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var seen in all.RootElement.EnumerateArray())
        {
            var body = seen.TryGetProperty("body", out var v2) ? v2 : seen.GetProperty("body_v3");
            var http = seen.GetProperty("http");
            var status = http.ValueKind == JsonValueKind.Number ? http.GetInt32() : 400;
            var answer = new ToolAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body.GetRawText()) };
            var code = ClickUpFailures.Code(answer);
            var failure = ClickUpFailures.Of(answer, ofWorkspace: false, DateTimeOffset.UnixEpoch)!;

            Assert.NotEqual(FailureKind.Unknown, failure.Kind);
            Assert.Equal(status, failure.Status);
            Assert.True(
                code is null or "APP_002" or "FIELD_002" or "ITEM_013"
                    || code.Contains("..", StringComparison.Ordinal)
                    || ClickUpCodes.Cure(code) is not null,
                code
            );
        }
    }

    private static Failure Of(int status, string code, bool ofWorkspace)
    {
        var ecode = code.Length > 0 ? $",\"ECODE\":\"{code}\"" : "";
        var body = $"{{\"err\":\"Some words\"{ecode}}}";
        var answer = new ToolAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body) };
        return ClickUpFailures.Of(answer, ofWorkspace, DateTimeOffset.UnixEpoch)!;
    }
}
