using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Tests.Planning;

/// <summary>A small process with every feature that the planner tests need.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public static ProcessMapping Process { get; } =
        new()
        {
            Name = "Sample",
            Helpdesk = "desk",
            Tracker = "track",
            Entry = new EntryRule
            {
                When = new Condition.IsOneOf(FieldNames.Type, ["Bug"]),
                Container = "L1",
                Title = Template.OfText("{{ticket.subject}}"),
                Body = Template.OfHtml("<p>{{ticket.subject}}</p>"),
                LinkField = "Existing key",
                OutOfScope =
                [
                    new OutOfScope(
                        "S1",
                        new Condition.IsOneOf("Severity", ["S1"]),
                        Template.OfHtml("<p>S1 goes to the incident process.</p>")
                    ),
                ],
            },
            Fields =
            [
                new FieldRule
                {
                    Name = "Severity",
                    Type = FieldType.Choice,
                    HelpdeskField = "Severity",
                    TrackerField = "Sev",
                    Owner = Owner.Helpdesk,
                    Values = [new("S1", "1"), new("S2", "2"), new("S3", "3")],
                },
                new FieldRule
                {
                    Name = "Steps",
                    Type = FieldType.Html,
                    HelpdeskField = "Steps",
                    TrackerField = "Steps",
                    Owner = Owner.Newest,
                },
                new FieldRule
                {
                    Name = "Due",
                    Type = FieldType.Date,
                    HelpdeskField = "ETA",
                    TrackerField = FieldNames.DueDate,
                    Owner = Owner.Tracker,
                },
                new FieldRule
                {
                    Name = "Tier",
                    Type = FieldType.Text,
                    HelpdeskField = FieldNames.CompanyTier,
                    TrackerField = "Tier",
                    Direction = Direction.ToTracker,
                },
                new FieldRule
                {
                    Name = "Notes",
                    Type = FieldType.Text,
                    TrackerField = "Resolution notes",
                },
            ],
            Stages =
            [
                Stage("Triage", ["Triage", "Elevating"], ["to triage"]),
                Stage("Fix", ["Fixing"], ["fixing"]) with
                {
                    Requires = [new Requirement { Field = "Severity" }, new Requirement { Field = "Due" }],
                    From = ["Triage", "Verify"],
                    OnEntry = new OnEntry("Engineering", null, ["with-engineering"]),
                },
                Stage("Verify", ["Verifying"], ["verify"]),
                Stage("Done", ["Closed"], ["done"]) with
                {
                    Outcome = StageOutcome.Resolved,
                    Requires = [new Requirement { Field = "Notes", AtLeastCharacters = 5 }],
                },
            ],
            Gates = new GatePolicy { AtMost = 2, Leads = ["lead@example.com"] },
            Comments = new CommentPolicy { ToTracker = HelpdeskComments.All, ToHelpdesk = TrackerComments.All },
            Eta = new EtaRule { Field = "Due", FromStage = "Fix" },
            Messages =
            [
                Message("first", Audience.Customer, TriggerKind.EtaFirstSet, "<p>By {{eta}}.</p>"),
                Message("changed", Audience.Customer, TriggerKind.EtaChanged, "<p>Not {{eta_before}}: {{eta}}.</p>"),
                Message("gone", Audience.Customer, TriggerKind.EtaRemoved, "<p>No date.</p>"),
                Message("resolved", Audience.Customer, TriggerKind.Resolved, "<p>Fixed: {{fields.notes}}</p>"),
                Message("linked", Audience.Agents, TriggerKind.Linked, "<p>See {{item.url}}</p>"),
            ],
            LeakWords = ["internal"],
        };

    private static Stage Stage(string name, ImmutableArray<string> helpdesk, ImmutableArray<string> tracker) =>
        new()
        {
            Name = name,
            Helpdesk = [.. helpdesk.Select(s => new StageMark(s))],
            Tracker = [.. tracker.Select(s => new StageMark(s))],
        };

    private static MessageRule Message(string name, Audience to, TriggerKind trigger, string html) =>
        new()
        {
            Name = name,
            To = to,
            Trigger = trigger,
            Texts = [("en", Template.OfHtml(html))],
        };
}
