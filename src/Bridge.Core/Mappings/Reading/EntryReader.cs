using System.Collections.Immutable;

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
            || Section.Of(node, "tracker", file.Notes, "connection", "list", "project", "issue type") is not { } section
        )
        {
            return nowhere;
        }

        var connection = section.RequiredText("connection", "name a connection of the settings");
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
        string[] keys = ["when", "title", "body", "marker field", "link by", "out of scope"];
        if (file.Node("entry") is not { } node || Section.Of(node, "entry", file.Notes, keys) is not { } section)
        {
            return empty;
        }

        section.Require("when", "say which tickets come in");
        section.Require("title", "write the new item's title, such as \"{{ticket.subject}}\"");
        section.Require("body", "write the new item's description");
        Marker(section, tracker);
        var entry = empty with
        {
            When = (section.Node("when") is { } when ? conditions.Read(when) : null) ?? empty.When,
            ItemType = tracker.ItemType,
            Title = TemplateReader.Read(section, "title", html: false),
            Body = TemplateReader.Read(section, "body", html: true),
            MarkerField = section.Text("marker field"),
            LinkField = section.Text("link by"),
            OutOfScope = OutOfScope(section, conditions),
        };
        foreach (var key in keys)
        {
            file.Notes.Places.Put(entry, key, section.At(key));
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
            if (Section.Of(item, "a way out of scope", entry.Notes, "name", "when", "note") is not { } section)
            {
                continue;
            }

            var name = section.RequiredText("name", "say what such a ticket is");
            section.Require("when", "say which tickets these are");
            section.Require("note", "write the private note that tells the agents where such a ticket belongs");
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
