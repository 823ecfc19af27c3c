using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "sla".</summary>
internal static class SlaReader
{
    private const string TimeHint = "a length of time such as '4 hours', '4 working hours' or '1 working day'";
    private const decimal LastShare = 10;

    /// <summary>What a step may give the ticket, and what it may do at all.</summary>
    private static readonly string[] Gifts = ["group", "priority", "add tags"];
    private static readonly string[] Deeds = [.. Gifts, "tell", "post to"];

    internal static readonly IReadOnlyList<(string Word, TargetChange Value)> Changes =
    [
        ("recompute", TargetChange.Recompute),
        ("restart", TargetChange.Restart),
        ("keep", TargetChange.Keep),
    ];

    internal static readonly IReadOnlyList<(string Word, OnReopen Value)> Reopenings =
    [
        ("restart", OnReopen.Restart),
        ("continue", OnReopen.Continue),
    ];

    internal static SlaRule? Read(Section file, ConditionReader conditions)
    {
        if (file.Node("sla") is not { } node || Section.Of(node, "sla", file.Notes, SlaFormat.Sla) is not { } section)
        {
            return null;
        }

        var usual = new SlaRule();
        var warnings = section.Node("warn at") is null ? usual.WarnAt : Warnings(section);
        var rule = new SlaRule
        {
            EnforceFrom = EnforceFrom(section),
            WarnAt = warnings,
            PausesIn = section.Texts("pauses in"),
            OnTargetChange = section.Word("on priority change", Changes) ?? usual.OnTargetChange,
            OnReopen = section.Word("on reopen", Reopenings) ?? usual.OnReopen,
            For = section.Duration("for") ?? TimeSpan.Zero,
            Repeat = Repeat(section),
            Targets = Targets(section, conditions),
            Steps = Steps(section, conditions),
            QuietTag = section.Text("quiet tag"),
            QuietAtMost = section.Duration("quiet at most"),
        };
        file.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in SlaFormat.Sla.Names)
        {
            file.Notes.Places.Put(rule, key, section.At(key));
        }

        if (section.Node("targets") is not null && rule.Targets.IsEmpty)
        {
            file.Notes.Places.Doubt(rule);
        }

        return rule;
    }

    private static DateOnly? EnforceFrom(Section section)
    {
        if (section.TextNode("enforce from") is not { } node)
        {
            return null;
        }

        if (
            DateOnly.TryParseExact(
                node.Value.Trim(),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return day;
        }

        section.Wrong(node, "enforce from", "a day such as '2026-01-01'");
        return null;
    }

    private static ImmutableArray<decimal> Warnings(Section section)
    {
        var shares = ImmutableSortedSet.CreateBuilder<decimal>();
        foreach (var node in section.TextNodes("warn at"))
        {
            if (Shares.Read(node.Value) is not { } share || share >= 1)
            {
                section.Wrong(node, "warn at", "shares of the time below 100%, such as [50%, 80%]");
            }
            else if (!shares.Add(share))
            {
                section.Notes.Error(node.Place, $"the warning at {node.Value.Trim()} stands twice");
            }
        }

        return [.. shares];
    }

    /// <summary>"every 1 working day, at most 3 times".</summary>
    private static SlaRepeat? Repeat(Section section)
    {
        if (section.TextNode("repeat") is not { } node)
        {
            return null;
        }

        var parts = node.Value.Trim().Split(',', StringSplitOptions.TrimEntries);
        var every = parts[0].StartsWith("every ", StringComparison.OrdinalIgnoreCase)
            ? Durations.ReadLimit(parts[0]["every ".Length..])
            : null;
        var most = parts.Length == 2 ? Times(parts[1]) : null;
        if (every is not null && most is { } times)
        {
            return new SlaRepeat(every, times);
        }

        section.Wrong(node, "repeat", "'every TIME, at most N times', such as 'every 1 working day, at most 3 times'");
        return null;
    }

    private static int? Times(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return
            words is ["at", "most", var number, "times" or "time"]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            && times is > 0 and <= 100
            ? times
            : null;
    }

    private static ImmutableArray<SlaTarget> Targets(Section section, ConditionReader conditions)
    {
        var targets = ImmutableArray.CreateBuilder<SlaTarget>();
        foreach (var item in Items(section, "targets"))
        {
            if (Section.Of(item, "a target of sla", section.Notes, SlaFormat.Target) is not { } one)
            {
                continue;
            }

            var when = one.Node("when") is { } asked ? conditions.Read(asked) : null;
            var time =
                one.TextNode("time") is { } text && !Durations.IsOverAYear(text.Value)
                    ? Durations.ReadLimit(text.Value)
                    : null;
            if (time is null)
            {
                if (one.TextNode("time") is { } wrong)
                {
                    one.Wrong(wrong, "time", Durations.Wanted(wrong.Value, TimeHint));
                }

                continue;
            }

            var target = new SlaTarget(one.Text("stage"), when, time);
            section.Notes.Places.Put(target, "", one.Place);
            section.Notes.Places.Put(target, "stage", one.At("stage"));
            section.Notes.Places.Put(target, "time", one.At("time"));
            if (when is null && one.Has("when"))
            {
                section.Notes.Places.Doubt(target);
            }

            targets.Add(target);
        }

        return targets.ToImmutable();
    }

    private static ImmutableArray<SlaStep> Steps(Section section, ConditionReader conditions)
    {
        var steps = ImmutableArray.CreateBuilder<SlaStep>();
        foreach (var item in Items(section, "steps"))
        {
            if (Section.Of(item, "a step of sla", section.Notes, SlaFormat.Step) is not { } one)
            {
                continue;
            }

            var at = one.TextNode("at") is { } node ? Share(one, node) : null;
            if (!Array.Exists(Deeds, one.Has))
            {
                section.Notes.Error(
                    one.Place,
                    "this step of sla does nothing; add 'tell', 'group', 'priority', 'add tags' or 'post to'"
                );
            }

            if (one.Has("text") && !one.Has("post to"))
            {
                section.Notes.Error(one.At("text"), "'text' is what a webhook is told; add 'post to: NAME'");
            }

            if (one.Text("post to")?.Contains("://", StringComparison.Ordinal) is true)
            {
                section.Notes.Error(
                    one.At("post to"),
                    "'post to' names a webhook of the settings; its address stands there alone, under Bridge:Webhooks"
                );
            }

            var actions = Array.Exists(Gifts, one.Has)
                ? new OnEntry(one.Text("group"), one.Text("priority"), one.Texts("add tags"))
                : null;
            var step = new SlaStep(at ?? 1, PolicyReader.Addresses(one, "tell"), actions)
            {
                Stages = one.Texts("stage"),
                When = one.Node("when") is { } when ? conditions.Read(when) : null,
                PostTo = one.Text("post to"),
                Text = one.Has("text") ? TemplateReader.Read(one, "text", html: false) : null,
            };
            foreach (var key in SlaFormat.Step.Names.Prepend(""))
            {
                section.Notes.Places.Put(step, key, key.Length == 0 ? one.Place : one.At(key));
            }

            steps.Add(step);
        }

        return [.. steps.OrderBy(s => s.At)];
    }

    private static decimal? Share(Section one, YamlText node)
    {
        if (Shares.Read(node.Value) is { } share and <= LastShare)
        {
            return share;
        }

        one.Wrong(node, "at", "a share of the time such as '80%' or '150%'");
        return null;
    }

    private static ImmutableArray<YamlNode> Items(Section section, string key)
    {
        var node = section.Node(key);
        if (node is YamlList list)
        {
            return list.Items;
        }

        if (node is not null)
        {
            section.Wrong(node, key, "a list, each line with a dash");
        }

        return [];
    }
}
