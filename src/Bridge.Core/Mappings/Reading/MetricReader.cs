using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "metrics".</summary>
internal static class MetricReader
{
    /// <summary>Keys that only a share takes.</summary>
    private static readonly string[] OfShares = ["after stage", "where", "counted when"];

    private const string FirstContact = "first contact stage";

    internal static MetricRules Read(Section file, ConditionReader conditions)
    {
        var own = ImmutableArray.CreateBuilder<MetricRule>();
        string? firstContact = null;
        var firstContactPlace = YamlPlace.Top;
        foreach (var (name, place, value) in NamedEntries.Of(file, "metrics", "metric"))
        {
            if (string.Equals(name, FirstContact, StringComparison.OrdinalIgnoreCase))
            {
                (firstContact, firstContactPlace) = ((value as YamlText)?.Value.Trim(), value.Place);
                if (firstContact is null)
                {
                    file.Notes.Error(value.Place, $"'{FirstContact}' must be the name of a stage, found {value.Kind}");
                }
            }
            else if (Metric(name, value, file.Notes, conditions) is { } metric)
            {
                file.Notes.Places.Put(metric, "", place);
                own.Add(metric);
            }
        }

        var rules = new MetricRules { FirstContactStage = firstContact, Own = own.ToImmutable() };
        file.Notes.Places.Put(rules, FirstContact, firstContactPlace);
        return rules;
    }

    private static MetricRule? Metric(string name, YamlNode node, Notes notes, ConditionReader conditions)
    {
        if (Section.Of(node, $"metric '{Words.Short(name)}'", notes, SlaFormat.Metric) is not { } section)
        {
            return null;
        }

        if (section.Has("eta variance") == section.Has("share of"))
        {
            notes.Error(section.Place, $"{section.What} has either 'eta variance' or 'share of: cases'");
            return null;
        }

        MetricRule? metric = section.Has("eta variance") ? Variance(name, section) : Share(name, section, conditions);
        if (metric is not null)
        {
            notes.Places.Put(metric, "after stage", section.At("after stage"));
        }

        return metric;
    }

    private static MetricRule.EtaVariance? Variance(string name, Section section)
    {
        foreach (var key in OfShares.Where(section.Has))
        {
            section.Notes.Error(
                section.At(key),
                $"{section.What}: '{key}' goes with 'share of', not with 'eta variance'"
            );
        }

        if (
            section.Node("eta variance") is not { } node
            || Section.Of(node, $"'eta variance' of {section.What}", section.Notes, SlaFormat.Variance) is not { } ends
            || !ends.Has("until stage")
        )
        {
            return null;
        }

        var metric = new MetricRule.EtaVariance(ends.Text("from stage"), ends.Text("until stage") ?? "")
        {
            Name = name,
            Goal = Goal(section),
        };
        section.Notes.Places.Put(metric, "from stage", ends.At("from stage"));
        section.Notes.Places.Put(metric, "until stage", ends.At("until stage"));
        return metric;
    }

    private static MetricRule.ShareOfCases? Share(string name, Section section, ConditionReader conditions)
    {
        section.Word("share of", [("cases", true)]);
        var hasStage = section.Require("after stage", "name the stage that a case must have left to be counted");
        if (!section.Require("where", "say which cases are the good ones") || !hasStage)
        {
            return null;
        }

        var where = section.Node("where") is { } asked ? conditions.Read(asked) : null;
        var counted = section.Node("counted when") is { } when ? conditions.Read(when) : null;
        return where is null
            ? null
            : new MetricRule.ShareOfCases(section.Text("after stage") ?? "", where, counted)
            {
                Name = name,
                Goal = Goal(section),
            };
    }

    /// <summary>"at least 90%" or "at most 10%".</summary>
    private static MetricGoal? Goal(Section section)
    {
        if (section.TextNode("goal") is not { } node)
        {
            return null;
        }

        var text = node.Value.Trim();
        var isLeast = text.StartsWith("at least ", StringComparison.OrdinalIgnoreCase);
        if (
            (isLeast || text.StartsWith("at most ", StringComparison.OrdinalIgnoreCase))
            && Shares.Read(text[(isLeast ? "at least " : "at most ").Length..]) is { } share
        )
        {
            return new MetricGoal(isLeast, share);
        }

        section.Wrong(node, "goal", "'at least 90%' or 'at most 10%'");
        return null;
    }
}
