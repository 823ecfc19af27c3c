using System.Text;
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
    [InlineData("""{"status":400,"message":"newer words","trace_id":"x"}""", "newer words")]
    [InlineData("<html>", "an HTML page")]
    [InlineData("", "an empty body")]
    [InlineData("[1]", "it gave no reason")]
    public void Every_shape_of_error_is_readable(string body, string words)
    {
        var answer = new ToolAnswer { Status = 400, Body = Encoding.UTF8.GetBytes(body) };
        var failure = ClickUpFailures.Of(answer, ofWorkspace: false, DateTimeOffset.UnixEpoch);
        Assert.EndsWith(words, failure!.Message, StringComparison.Ordinal);
    }

    private static Failure Of(int status, string code, bool ofWorkspace)
    {
        var ecode = code.Length > 0 ? $",\"ECODE\":\"{code}\"" : "";
        var body = $"{{\"err\":\"Some words\"{ecode}}}";
        var answer = new ToolAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body) };
        return ClickUpFailures.Of(answer, ofWorkspace, DateTimeOffset.UnixEpoch)!;
    }
}
