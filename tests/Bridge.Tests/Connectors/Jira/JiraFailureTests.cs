using System.Text;
using Bridge.Connectors.Http;
using Bridge.Connectors.Jira;
using Bridge.Core.Delivery;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraFailureTests
{
    [Theory]
    [InlineData(401, "text/plain", "Client must be authenticated to access this resource.", "must be authenticated")]
    [InlineData(401, "application/json", """{"code":401,"message":"Unauthorized; scope does not match"}""", "scope")]
    [InlineData(404, "application/problem+json", """{"title":"Not Found","detail":"No endpoint"}""", "No endpoint")]
    [InlineData(400, "application/json", """{"errorMessages":["Bad JQL"]}""", "Bad JQL")]
    [InlineData(400, "application/json", """{"errors":{"duedate":"No such day"}}""", "duedate: No such day")]
    [InlineData(502, "text/html", "<html><body>Bad gateway</body></html>", "an HTML page")]
    [InlineData(400, "application/json", """{"errorMessages":["cut""", "cut or of another shape")]
    [InlineData(503, "", "", "an empty body")]
    [InlineData(
        400,
        "application/json",
        """{"error":"unsupported_grant","error_description":"Not this"}""",
        "Not this"
    )]
    [InlineData(404, "application/json", """{"status":404,"error":"Not Found","message":"No route"}""", "No route")]
    [InlineData(400, "application/json", """{"errorMessages":[],"errors":{}}""", "it gave no reason")]
    [InlineData(410, "application/json", """{"errorMessages":["The requested API has been removed."]}""", "removed")]
    [InlineData(415, "", "", "Jira refused it (415)")]
    [InlineData(422, "application/json", """{"errorMessages":["Not configured"]}""", "Not configured")]
    [InlineData(302, "text/html", "<a>Log in</a>", "check BaseUrl")]
    public void The_tool_s_own_words_are_told_whatever_their_shape(
        int status,
        string type,
        string body,
        string words
    ) => Assert.Contains(words, Failure(status, type, body)!.Message);

    [Theory]
    [InlineData(400, FailureKind.Refused)]
    [InlineData(405, FailureKind.Refused)]
    [InlineData(410, FailureKind.Refused)]
    [InlineData(413, FailureKind.Refused)]
    [InlineData(415, FailureKind.Refused)]
    [InlineData(422, FailureKind.Refused)]
    [InlineData(408, FailureKind.Unknown)]
    [InlineData(302, FailureKind.Unknown)]
    [InlineData(504, FailureKind.Unknown)]
    public void A_status_says_what_to_do_next(int status, FailureKind kind) =>
        Assert.Equal(kind, Failure(status, "application/json", "{}")!.Kind);

    [Fact]
    public void A_good_answer_is_no_failure() => Assert.Null(Failure(204, "", ""));

    private static Failure? Failure(int status, string type, string body) =>
        JiraFailures.Of(
            new ToolAnswer
            {
                Status = status,
                ContentType = type,
                Body = Encoding.UTF8.GetBytes(body),
            },
            JiraDialect.Cloud,
            DateTimeOffset.UnixEpoch
        );
}
