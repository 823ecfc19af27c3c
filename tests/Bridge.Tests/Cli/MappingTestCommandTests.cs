using System.Xml.Linq;
using Bridge.Core.Mappings;
using Bridge.Explaining;
using Bridge.Mappings;
using Bridge.Testing;

namespace Bridge.Tests.Cli;

/// <summary><c>bridge mappings test</c> and <c>explain</c>.</summary>
public sealed class MappingTestCommandTests
{
    private static readonly string Shipped = Path.Combine(Infrastructure.Repository.Root, "mappings");

    [Fact]
    public void The_shipped_processes_keep_what_their_tests_promise_and_are_covered()
    {
        var set = MappingTestFolder.Read(Shipped);
        Assert.Equal("", set.Report);

        var run = TestRun.Of(set.Processes, null);

        Assert.Empty(run.Processes.SelectMany(p => p.Outcomes).SelectMany(o => o.Outcome.Failures));
        Assert.All(run.Processes, p => Assert.True(p.Outcomes.Length >= 15, p.Tested.Process.Name));
        Assert.All(run.Processes, p => Assert.True(p.Coverage >= 95, TestReportText.Print(run, false, false)));
    }

    [Fact]
    public void A_test_that_does_not_hold_shows_the_difference_and_the_story()
    {
        var run = Run("expect: { stage: Estimating }");

        var text = TestReportText.Print(run, colour: false, isFiltered: false);

        Assert.Contains("✗ One", text, StringComparison.Ordinal);
        Assert.Contains("- Estimating   (expected)", text, StringComparison.Ordinal);
        Assert.Contains("+ Validating   (is)", text, StringComparison.Ordinal);
        Assert.Contains("the story so far", text, StringComparison.Ordinal);
        Assert.Contains("not used by any test: stage Fixing entered", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_servers_get_each_failure_with_its_place()
    {
        var suites = XDocument.Parse(TestReportJUnit.Print(Run("expect: { stage: Estimating }"))).Root!;

        Assert.Equal("1", suites.Attribute("failures")!.Value);
        var failure = Assert.Single(suites.Descendants("failure"));
        Assert.Equal("stage: expected Estimating, is Validating", failure.Attribute("message")!.Value);
        Assert.Contains("own.tests.yaml:", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_ends_with_0_1_or_78()
    {
        var folder = Folder("expect: { stage: Estimating }");

        Assert.Equal(1, (await RunAsync("test", folder)).Code);
        Assert.Equal(0, (await RunAsync("test", Shipped, "--min-coverage", "95", "--format", "json")).Code);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "own.tests.yaml"),
            "process: Level 2 Support\ntests: [{ nam: x }]\n"
        );
        var (code, _, error) = await RunAsync("test", folder);
        Assert.Equal(78, code);
        Assert.Contains("own.tests.yaml:2:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_mapping_file_takes_the_tests_that_carry_its_name_and_says_when_they_are_broken()
    {
        var folder = Folder("expect: { stage: Validating }");
        var file = Path.Combine(folder, "level-2-support.yaml");
        Assert.Equal(0, (await RunAsync("test", file)).Code);
        await File.WriteAllTextAsync(Path.Combine(folder, "level-2-support.tests.yaml"), "process: [Level 2\n");

        var (code, _, error) = await RunAsync("test", file);

        Assert.Equal(78, code);
        Assert.Contains("level-2-support.tests.yaml:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_single_mapping_file_the_tests_of_others_are_passed_over()
    {
        var folder = Folder("expect: { stage: Validating }");
        File.WriteAllText(Path.Combine(folder, "other.tests.yaml"), "process: Other\ntests: []\n");

        var alone = MappingTestFolder.Read(Path.Combine(folder, "level-2-support.yaml"));
        var all = MappingTestFolder.Read(folder);

        Assert.Equal("", alone.Report);
        Assert.Single(alone.Processes[0].Tests);
        Assert.Contains("unknown process 'Other'", all.Report, StringComparison.Ordinal);
        Assert.Empty(all.Processes);
    }

    [Fact]
    public void One_file_of_tests_is_read_with_the_mapping_files_beside_it()
    {
        var folder = Folder("expect: { stage: Validating }");
        File.WriteAllText(Path.Combine(folder, "other.tests.yaml"), "process: Other\ntests: []\n");

        var tested = Assert.Single(MappingTestFolder.Read(Path.Combine(folder, "own.tests.yaml")).Processes);

        Assert.Equal(("Level 2 Support", "One"), (tested.Process.Name, Assert.Single(tested.Tests).Name));
    }

    [Fact]
    public void Tests_of_a_process_whose_file_is_broken_are_not_blamed_for_it()
    {
        var folder = Folder("expect: { stage: Validating }");
        File.WriteAllText(Path.Combine(folder, "level-2-support.yaml"), "process: Level 2 Support\nstagges: {}\n");

        var set = MappingTestFolder.Read(folder);

        Assert.Empty(set.Findings);
        Assert.NotEqual(0, set.Errors);
    }

    [Fact]
    public async Task The_story_of_a_test_tells_each_message_as_it_was_sent()
    {
        var (code, output, error) = await RunAsync("test", Shipped, "--story", "--filter", "All the way");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(5, output.Split("✓ All the way").Length);
        Assert.Contains("10:10 | to the customer: Hello Asha, We have looked into", output, StringComparison.Ordinal);
        Assert.Contains("| private note: A fix is ready for QA to verify", output, StringComparison.Ordinal);
        Assert.Contains("| comment of the item: The customer says that it persists.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_situation_is_explained_from_a_file()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bridge-explain-").FullName, "event.json");
        await File.WriteAllTextAsync(
            file,
            """{ "process": "Level 2 Support", "stage": "Validating", "ticket": { "type": "Bugs/Defects" } }"""
        );

        var (code, output, error) = await RunAsync("explain", "--file", file, "--mappings", Shipped);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("event.json: Validating in Level 2 Support", output, StringComparison.Ordinal);
        Assert.Contains("Replicating: shut", output, StringComparison.Ordinal);
        Assert.Contains("missing: Severity", output, StringComparison.Ordinal);
        Assert.Contains("SLA of Validating", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_webhook_is_explained_by_each_process_that_could_take_it()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bridge-explain-").FullName, "hook.json");
        await File.WriteAllTextAsync(
            file,
            """{ "freshdesk_webhook": { "ticket_id": 7, "ticket_status": "Open", "ticket_subject": "Refund" } }"""
        );

        var (code, output, _) = await RunAsync("explain", "--file", file, "--mappings", Shipped);

        Assert.Equal(0, code);
        Assert.Contains("Level 2 Support: no, status is 'Open', not 'Elevating'", output, StringComparison.Ordinal);
        Assert.Contains(
            "DIKSHA S2 Support: no, status is 'Open', not 'Escalated to Jira'",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_webhook_that_names_only_the_ticket_says_too_little()
    {
        var process = MappingFolder.Read(Shipped).Processes[0];

        Assert.Null(RecordedEvent.AsGiven("""{"ticket_id":"11","event":"x"}""", process));
    }

    private static TestRun Run(string step) => TestRun.Of(MappingTestFolder.Read(Folder(step)).Processes, null);

    /// <summary>A folder with the level 2 process and one test of it.</summary>
    private static string Folder(string step)
    {
        var folder = Directory.CreateTempSubdirectory("bridge-tests-").FullName;
        File.Copy(Path.Combine(Shipped, "level-2-support.yaml"), Path.Combine(folder, "level-2-support.yaml"));
        File.WriteAllText(
            Path.Combine(folder, "own" + MappingTests.Ending),
            $"process: Level 2 Support\ntests:\n  - name: One\n    given: {{ stage: Validating }}\n    steps: [ {{ {step} }} ]\n"
        );
        return folder;
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        BridgeCommand.RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), ["mappings", .. args]);
}
