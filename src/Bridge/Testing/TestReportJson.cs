using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Simulation;

namespace Bridge.Testing;

/// <summary>A run of mapping tests as JSON.</summary>
public static class TestReportJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Print(TestRun run) =>
        new JsonObject
        {
            ["passed"] = run.Passed,
            ["failed"] = run.Failed,
            ["milliseconds"] = Math.Round(run.Took.TotalMilliseconds, 1),
            ["processes"] = new JsonArray([.. run.Processes.Select(Process)]),
        }.ToJsonString(Indented);

    private static JsonNode Process(ProcessRun run) =>
        new JsonObject
        {
            ["process"] = run.Tested.Process.Name,
            ["file"] = run.Tested.Process.File,
            ["coverage"] = run.Coverage,
            ["tests"] = new JsonArray([.. run.Outcomes.Select(Test)]),
            ["unused"] = new JsonArray([
                .. run.Unused.Select(point =>
                    (JsonNode)new JsonObject { ["what"] = point.What, ["line"] = point.Place.Line }
                ),
            ]),
        };

    private static JsonNode Test(TimedOutcome timed) =>
        new JsonObject
        {
            ["name"] = timed.Outcome.Test.Name,
            ["place"] = timed.Outcome.Test.Place.ToString(),
            ["holds"] = timed.Holds,
            ["milliseconds"] = Math.Round(timed.Took.TotalMilliseconds, 2),
            ["failures"] = new JsonArray([.. timed.Outcome.Failures.Select(Failure)]),
        };

    private static JsonNode Failure(TestFailure failure) =>
        new JsonObject
        {
            ["place"] = failure.Place.ToString(),
            ["what"] = failure.What,
            ["expected"] = failure.Expected,
            ["actual"] = failure.Actual,
        };
}
