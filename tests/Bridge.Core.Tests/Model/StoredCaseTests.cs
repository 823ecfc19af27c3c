using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Bridge.Core.Model;
using Bridge.Core.Tests.Planning;

namespace Bridge.Core.Tests.Model;

/// <summary>Cases as earlier versions of the bridge wrote them: what a later version added is not in their JSON.</summary>
public sealed class StoredCaseTests
{
    private const string Bare = """{ "id": 1, "helpdesk": "desk", "ticketId": "42" }""";

    /// <summary>All keys that the first version had, and no other.</summary>
    private const string First = """
        {
          "id": 1, "helpdesk": "desk", "ticketId": "42", "process": "Sample", "stage": "Triage",
          "item": { "connection": "track", "id": "t1", "key": "T-1", "url": "https://track.example/T-1" },
          "itemAttempts": 1, "itemPlanned": false,
          "stageBase": { "helpdesk": "Triage", "tracker": "Triage" },
          "base": { "Severity": {
            "agreed": { "t": "choice", "label": "S2" },
            "helpdesk": { "t": "choice", "label": "S2" },
            "tracker": { "t": "choice", "label": "S2" } } },
          "visits": [ { "stage": "Triage", "at": "2026-11-02T08:00:00+00:00" } ],
          "gate": {
            "wanted": "Fix", "by": "Helpdesk", "since": "2026-11-02T08:59:00+00:00",
            "missing": ["Due"], "reverting": false },
          "reverts": [],
          "eta": { "told": "2026-11-20", "candidate": { "day": "2026-11-24", "since": "2026-11-02T08:30:00+00:00" } },
          "held": [ { "rule": "linked", "number": 1, "etaBefore": null } ],
          "told": 1,
          "notices": ["linked/track/t1"], "ownComments": [], "seenComments": ["h:7"],
          "refusals": {},
          "writes": [ { "facet": "helpdesk/Due", "at": "2026-11-02T08:30:00+00:00" } ],
          "deadlines": [ { "why": "settle time", "at": "2026-11-02T09:30:00+00:00" } ],
          "ticketSeen": { "read": 1000, "own": [] }, "itemSeen": { "read": 1000, "own": [1000] }
        }
        """;

    [Fact]
    public void What_a_newer_version_stored_of_a_case_is_kept()
    {
        var read = CaseJson.ReadCase(
            """{ "id": 1, "helpdesk": "desk", "ticketId": "42", "newer": { "kept": [1, 2] } }"""
        );
        var written = CaseJson.Write(read with { Stage = "Fix" });

        Assert.Contains(
            "\"newer\":{ \"kept\": [1, 2] }".Replace(" ", "", StringComparison.Ordinal),
            written.Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal("Fix", CaseJson.ReadCase(written).Stage);
    }

    [Fact]
    public void What_a_case_of_the_first_version_does_not_say_is_as_in_a_new_case()
    {
        var read = CaseJson.ReadCase(First);
        var fresh = Fresh();

        Assert.Equal(fresh.Rounds, read.Rounds);
        Assert.Equal(fresh.StepsOwed, read.StepsOwed);
        Assert.Equal(fresh.Filled, read.Filled);
        Assert.Equal(fresh.Carried, read.Carried);
        Assert.Equal(("Triage", new DateOnly(2026, 11, 20), 1), (read.Stage, read.Eta.Told, read.Held[0].Number));
    }

    [Fact]
    public void A_case_of_the_first_version_is_planned_with_and_comes_to_rest()
    {
        var world = new World { Case = CaseJson.ReadCase(First) };
        world.ItemExists("to triage");
        world.Agent(FieldNames.Type, new FieldValue.Choice("Bug")).AgentMoves("Triage");

        world.Signal();

        Assert.Equal("Triage", world.Case.Stage);
        Assert.Contains(world.Notes, n => n.Contains("https://track.example/T-1", StringComparison.Ordinal));
        Assert.Empty(world.Plan().Effects);
    }

    [Fact]
    public void Of_a_case_with_only_what_it_must_have_every_property_is_as_in_a_new_case()
    {
        var read = CaseJson.ReadCase(Bare);
        var fresh = Fresh();

        Assert.All(
            Properties(typeof(Case)),
            p => Assert.True(Equals(p.GetValue(fresh), p.GetValue(read)), $"{p.Name} is {p.GetValue(read) ?? "null"}")
        );
        Assert.Equal(fresh, read);
    }

    public static TheoryData<string, string> Parts { get; } =
        new()
        {
            { "rounds", """[ { "number": 1, "since": "2026-11-02T09:00:00+00:00" } ]""" },
            { "visits", """[ { "stage": "Triage", "at": "2026-11-02T09:00:00+00:00" } ]""" },
            { "eta", "{}" },
            { "gate", """{ "wanted": "Fix", "by": "Tracker", "since": "2026-11-02T09:00:00+00:00" }""" },
            { "held", """[ { "rule": "linked", "number": 1 } ]""" },
            { "ticketSeen", """{ "read": 5 }""" },
            { "itemSeen", """{ "read": 5 }""" },
            { "stageBase", "{}" },
            { "carried", "{}" },
            {
                "carried",
                """
                    {
                      "mirrors": [
                        { "source": "h:7", "author": "Dana", "at": "2026-11-02T09:00:00+00:00", "text": { "raw": "a", "words": "b" } }
                      ],
                      "lost": [ { "on": "Tracker", "name": "a.log", "why": "gone" } ]
                    }
                    """
            },
            { "clock", """{ "visit": 1, "limit": "1 day", "since": "2026-11-02T09:00:00+00:00" }""" },
        };

    [Theory]
    [MemberData(nameof(Parts))]
    public void No_list_inside_a_part_of_an_old_case_is_missing(string key, string json)
    {
        var read = CaseJson.ReadCase(Bare.Replace("}", $", \"{key}\": {json} }}", StringComparison.Ordinal));

        Assert.Empty(Missing(read, "case"));
        Assert.Equal(read, CaseJson.ReadCase(CaseJson.Write(read)), Same);
    }

    [Fact]
    public void The_window_of_an_old_round_begins_with_the_round() =>
        Assert.Equal(
            Sample.Monday,
            CaseJson
                .ReadCase(
                    Bare.Replace(
                        "}",
                        """, "rounds": [ { "number": 1, "since": "2026-11-02T09:00:00+00:00" } ] }""",
                        StringComparison.Ordinal
                    )
                )
                .Rounds[0]
                .WindowFrom
        );

    private static Case Fresh() =>
        new()
        {
            Id = 1,
            Helpdesk = "desk",
            TicketId = "42",
        };

    private static bool Same(Case a, Case b) => CaseJson.Write(a) == CaseJson.Write(b);

    /// <summary>Collections that are null or a default array, by their path, however deep.</summary>
    private static IEnumerable<string> Missing(object value, string path)
    {
        foreach (var property in Properties(value.GetType()))
        {
            var (own, name) = (property.GetValue(value), $"{path}.{property.Name}");
            var isList =
                typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string);
            if (isList && (own is null || IsDefault(own)))
            {
                yield return name;
            }
            else if (own is IEnumerable list and not string)
            {
                foreach (var part in list)
                {
                    foreach (var missing in Within(part, name))
                    {
                        yield return missing;
                    }
                }
            }
            else if (own is not null)
            {
                foreach (var missing in Within(own, name))
                {
                    yield return missing;
                }
            }
        }
    }

    private static IEnumerable<string> Within(object part, string path) =>
        part.GetType().Namespace == typeof(Case).Namespace && !part.GetType().IsEnum ? Missing(part, path) : [];

    private static bool IsDefault(object list) =>
        list.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list)!;

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name != nameof(Case.Newer));
}
