using System.Text;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>What the server answers to one call.</summary>
internal sealed record Answer(int Status, byte[] Body, string ContentType = "application/json;charset=UTF-8")
{
    public static Answer NoContent { get; } = new(204, []);

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Answer Json(int status, Action<Utf8JsonWriter> write) => new(status, Wire.Json.Bytes(write));

    public static Answer Object(Action<Utf8JsonWriter> writeMembers, int status = 200) =>
        Json(
            status,
            json =>
            {
                json.WriteStartObject();
                writeMembers(json);
                json.WriteEndObject();
            }
        );

    public static Answer Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var item in items)
                {
                    write(json, item);
                }

                json.WriteEndArray();
            }
        );

    public static Answer PlainText(int status, string text) =>
        new(status, Encoding.UTF8.GetBytes(text), "text/plain;charset=UTF-8");

    public static Answer Refused(Problem problem) =>
        Object(
            json =>
            {
                json.WriteStartArray("errorMessages");
                foreach (var message in problem.Messages)
                {
                    json.WriteStringValue(message);
                }

                json.WriteEndArray();
                if (problem.WithoutErrors)
                {
                    return;
                }

                json.WriteStartObject("errors");
                foreach (var (field, message) in problem.Errors)
                {
                    json.WriteString(field, message);
                }

                json.WriteEndObject();
            },
            problem.Status
        );

    public static Answer Refused(int status, string message) => Refused(Problem.Of(status, message));

    /// <summary>How an unknown path is answered.</summary>
    public static Answer NoEndpoint(string method, string path) =>
        Object(
            json =>
            {
                json.WriteString("type", "about:blank");
                json.WriteString("title", "Not Found");
                json.WriteNumber("status", 404);
                json.WriteString("detail", $"No endpoint {method} {path}.");
                json.WriteString("instance", path);
            },
            404
        ) with
        {
            ContentType = "application/problem+json",
        };
}
