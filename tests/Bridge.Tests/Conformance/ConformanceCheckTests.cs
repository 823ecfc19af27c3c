using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Conformance;

public sealed class ConformanceCheckTests
{
    [Fact]
    public async Task A_wrong_call_is_seen_in_all_its_parts()
    {
        var check = new ConformanceCheck(OpenApiFile.Read("jira-cloud-v3.json", ""));
        var call = Call("POST", "/rest/api/3/issue/10000/comment", "?colour=red", 418) with { Answer = "{}" };
        var done = Call(
            "POST",
            "/rest/api/3/issue/10000/comment",
            "",
            201,
            """{"text":"hello","visibility":{"type":"all"}}"""
        ) with
        {
            Answer = """{"id":10001,"created":"yesterday","author":{"displayName":7,"active":"yes"}}""",
        };

        await check.CompareAsync([call, done, Call("GET", "/rest/api/3/nothing", "", 200)]);

        Assert.Equal(
            [
                "GET /rest/api/3/nothing | path | Unknown",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | answer 201 author.active | BooleanExpected",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | answer 201 author.displayName | StringExpected",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | answer 201 created | DateTimeExpected",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | answer 201 id | StringExpected",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | answer 418 | Untold",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | query colour | Unknown",
                "POST /rest/api/3/issue/{issueIdOrKey}/comment | request visibility.type | NotInEnumeration",
            ],
            check.Deviations.Keys.Select(d => $"{d.Operation} | {d.Place} | {d.Kind}").Order(StringComparer.Ordinal)
        );
    }

    private static ApiCall Call(string method, string path, string query, int status, string body = "") =>
        new(DateTimeOffset.UnixEpoch, method, path, query, body, status) { BodyType = "application/json" };
}
