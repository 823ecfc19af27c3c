using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskBindingTests
{
    [Fact]
    public async Task A_process_whose_names_all_exist_has_no_problems()
    {
        await using var desk = await Desk.StartAsync();
        var process = Desk.Process(
            [
                Desk.Rule("Severity") with
                {
                    Values = [new ValuePair("s1", "Blocker")],
                },
                Desk.Rule("Priority", FieldNames.Priority),
                Desk.Rule("Tier", FieldNames.CompanyTier) with
                {
                    Direction = Direction.ToTracker,
                },
                Desk.Rule("Sprint") with
                {
                    HelpdeskField = null,
                },
            ],
            [
                new Stage
                {
                    Name = "Replicating",
                    Helpdesk = [new StageMark("WAITING ON LEVEL 2 "), new StageMark(null, null, "Severity", "S3")],
                    OnEntry = new OnEntry("level 2", "High", []),
                },
            ],
            new Condition.All([
                new Condition.IsOneOf("type", ["Bug"]),
                new Condition.Not(new Condition.Present("Sprint")),
                new Condition.Contains(FieldNames.CompanyName, "Ltd"),
            ])
        );

        var binding = await desk.Tool.BindAsync(process, default);

        Assert.Null(binding.Failure);
        Assert.Empty(binding.Problems.Select(p => p.Message));
    }

    [Fact]
    public async Task What_is_missing_is_told_with_the_nearest_names()
    {
        await using var desk = await Desk.StartAsync();
        var process = Desk.Process(
            [
                Desk.Rule("Severty"),
                Desk.Rule("How bad", "Severity") with
                {
                    Values = [new ValuePair("S4", "x")],
                },
                Desk.Rule("Tier", FieldNames.CompanyTier),
            ],
            [
                new Stage
                {
                    Name = "Replicating",
                    Helpdesk = [new StageMark("Wating on Level 2")],
                    OnEntry = new OnEntry("Level 3", "Hgh", []),
                },
            ],
            new Condition.Any([new Condition.IsOneOf("type", ["Bugs"]), new Condition.AtLeast("ETTA", "2026-01-01")])
        );

        var told = (await desk.Tool.BindAsync(process, default)).Problems.Select(p => p.Message).ToArray();

        Assert.Equal(8, told.Length);
        Assert.All(told, m => Assert.StartsWith("bugs.yaml: ", m, StringComparison.Ordinal));
        Assert.Contains(told, m => m.Contains("'Severty'", StringComparison.Ordinal) && Near(m, "Severity"));
        Assert.Contains(told, m => m.Contains("'S4' of the field 'Severity'", StringComparison.Ordinal));
        Assert.Contains(told, m => m.Contains("which Freshdesk only shows", StringComparison.Ordinal));
        Assert.Contains(
            told,
            m => m.Contains("the status 'Wating", StringComparison.Ordinal) && Near(m, "Waiting on Level 2")
        );
        Assert.Contains(told, m => m.Contains("the group 'Level 3'", StringComparison.Ordinal) && Near(m, "Level 2"));
        Assert.Contains(told, m => m.Contains("the priority 'Hgh'", StringComparison.Ordinal) && Near(m, "High"));
        Assert.Contains(
            told,
            m => m.Contains("'Bugs' of the field 'type'", StringComparison.Ordinal) && Near(m, "Bug")
        );
        Assert.Contains(told, m => m.Contains("'ETTA'", StringComparison.Ordinal) && Near(m, "ETA"));
    }

    [Fact]
    public async Task Two_fields_with_one_label_must_be_told_apart_by_name()
    {
        await using var desk = await Desk.StartAsync();
        desk.Server.Setup.AddField("Severity", FreshdeskFieldType.Text, name: "cf_old_severity");

        var both = await desk.Tool.BindAsync(Desk.Process([Desk.Rule("Severity")]), default);
        var one = await desk.Tool.BindAsync(Desk.Process([Desk.Rule("Severity", "cf_old_severity")]), default);

        Assert.Contains("cf_old_severity", Assert.Single(both.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(one.Problems);
    }

    [Fact]
    public async Task An_account_that_cannot_be_asked_is_a_failure_and_no_problem()
    {
        await using var desk = await Desk.StartAsync();
        using var tool = desk.Connect(o =>
        {
            o.ApiKey = "wrong";
            return o;
        });

        var binding = await tool.BindAsync(Desk.Process(), default);

        Assert.Equal(FailureKind.Unauthorized, binding.Failure?.Kind);
        Assert.Empty(binding.Problems);
    }

    private static bool Near(string message, string name) =>
        message.Contains($"near: '{name}'", StringComparison.Ordinal);
}
