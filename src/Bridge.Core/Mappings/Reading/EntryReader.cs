using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the sections "tracker" and "entry", which say where items are made and of which tickets.</summary>
internal static class EntryReader
{
    /// <summary>Where items are made, as the section "tracker" says.</summary>
    internal sealed record Place(string Connection, string Container, string? ItemType, bool IsJira);

    internal static Place ReadTracker(Section file)
    {
        var nowhere = new Place("", "", null, IsJira: false);
        if (
            file.Node("tracker") is not { } node
            || Section.Of(node, "tracker", file.Notes, FileFormat.Tracker) is not { } section
        )
        {
            return nowhere;
        }

        var connection = section.Text("connection") ?? "";
        if (section.Has("list") == section.Has("project"))
        {
            file.Notes.Error(
                section.Place,
                section.Has("list")
                    ? "tracker has both 'list' and 'project'; keep 'list' for ClickUp or 'project' for Jira"
                    : "tracker does not say where items are made; add 'list' (ClickUp list id) or 'project' (Jira project key)"
            );
            return nowhere with { Connection = connection };
        }

        if (section.Has("issue type") && section.Has("list"))
        {
            file.Notes.Error(section.At("issue type"), "'issue type' is for Jira; a ClickUp list has no such thing");
        }

        return new Place(
            connection,
            section.Text("list") ?? section.Text("project") ?? "",
            section.Text("issue type"),
            section.Has("project")
        );
    }

    internal static EntryRule Read(Section file, Place tracker, ConditionReader conditions)
    {
        var empty = new EntryRule
        {
            When = new Condition.All([]),
            Container = tracker.Container,
            Title = Template.OfText(""),
            Body = Template.OfHtml(""),
        };
        if (
            file.Node("entry") is not { } node
            || Section.Of(node, "entry", file.Notes, EntryFormat.Entry) is not { } section
        )
        {
            return empty;
        }

        Marker(section, tracker);
        var stages = section.TextNodes("make item in");
        var entry = empty with
        {
            When = (section.Node("when") is { } when ? conditions.Read(when) : null) ?? empty.When,
            ItemType = tracker.ItemType,
            Title = TemplateReader.Read(section, "title", html: false),
            Body = TemplateReader.Read(section, "body", html: true),
            MarkerField = section.Text("marker field"),
            LinkField = section.Text("link by"),
            ItemStages = [.. stages.Select(s => s.Value.Trim())],
            OutOfScope = OutOfScope(section, conditions),
        };
        foreach (var key in EntryFormat.Entry.Names)
        {
            file.Notes.Places.Put(entry, key, section.At(key));
        }

        for (var i = 0; i < stages.Length; i++)
        {
            file.Notes.Places.Put(entry, $"make item in {i}", stages[i].Place);
        }

        return entry;
    }

    private static void Marker(Section section, Place tracker)
    {
        if (tracker.Container.Length == 0)
        {
            return;
        }

        if (tracker.IsJira && section.Has("marker field"))
        {
            section.Notes.Error(
                section.At("marker field"),
                "'marker field' is for ClickUp; on Jira a label marks the issue"
            );
        }
        else if (!tracker.IsJira)
        {
            section.Require(
                "marker field",
                "name the ClickUp text field that holds the ticket's mark, so that a task is never made twice"
            );
        }
    }

    private static ImmutableArray<OutOfScope> OutOfScope(Section entry, ConditionReader conditions)
    {
        var ways = ImmutableArray.CreateBuilder<OutOfScope>();
        if (entry.Node("out of scope") is not { } node)
        {
            return [];
        }

        if (node is not YamlList list)
        {
            entry.Wrong(node, "out of scope", "a list, each with 'name', 'when' and 'note'");
            return [];
        }

        foreach (var item in list.Items)
        {
            if (Section.Of(item, "a way out of scope", entry.Notes, EntryFormat.OutOfScope) is not { } section)
            {
                continue;
            }

            var name = section.Text("name") ?? "";
            if (section.Node("when") is { } when && conditions.Read(when) is { } condition)
            {
                var way = new OutOfScope(name, condition, TemplateReader.Read(section, "note", html: true));
                entry.Notes.Places.Put(way, "", section.Place);
                ways.Add(way);
            }
        }

        return ways.ToImmutable();
    }
}
