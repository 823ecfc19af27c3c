using Bridge.Mappings;
using Bridge.Testing;

namespace Bridge.Tests.Docs;

/// <summary>What docs/mapping-guide.md shows is read, checked and tested, step by step.</summary>
public sealed class StepByStepTests
{
    private static readonly List<(string Step, IReadOnlyDictionary<string, string> Files)> Steps =
    [
        .. StepByStep.Of(Guide.Read("docs/mapping-guide.md")),
    ];

    public static IEnumerable<TheoryDataRow<string>> Names() => Steps.Select(s => new TheoryDataRow<string>(s.Step));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_of_each_step_has_no_errors_or_warnings_and_its_tests_hold(string step)
    {
        var folder = Write(step);
        try
        {
            Assert.Empty(MappingFolder.Read(folder).Findings.Select(f => f.ToString()));
            var run = TestRun.Of(MappingTestFolder.Read(folder).Processes, null);

            Assert.True(run.Failed == 0 && run.Passed > 0, TestReportText.Print(run, false, isFiltered: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_steps_grow_to_a_file_that_is_tested_whole()
    {
        var folder = Write(Steps[^1].Step);
        try
        {
            var run = TestRun.Of(MappingTestFolder.Read(folder).Processes, null);

            Assert.True(Steps.Count >= 6, "steps with YAML");
            Assert.True(run.Processes[0].Coverage >= 95, TestReportText.Print(run, false, isFiltered: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Write(string step)
    {
        var folder = Directory.CreateTempSubdirectory("bridge-guide-").FullName;
        foreach (var (name, text) in Steps.Single(s => s.Step == step).Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return folder;
    }
}
