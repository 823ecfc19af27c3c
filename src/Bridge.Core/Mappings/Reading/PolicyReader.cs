using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the short sections: gates, eta.</summary>
internal static class PolicyReader
{
    /// <summary>The shortest reason for an override, in characters, when the file names none.</summary>
    private const int UsualReason = 10;

    internal static GatePolicy Gates(Section file)
    {
        var usual = new GatePolicy();
        if (
            file.Node("gates") is not { } node
            || Section.Of(node, "gates", file.Notes, PolicyFormat.Gates) is not { } section
        )
        {
            return usual;
        }

        if (section.Duration("within") is { Ticks: 0 })
        {
            file.Notes.Error(section.At("within"), "'within' in gates must be longer than nothing, such as '1 day'");
        }

        var policy = usual with
        {
            OnViolation = section.Word("on violation", StageReader.Violations) ?? usual.OnViolation,
            Grace = section.Duration("grace") ?? usual.Grace,
            AtMost = section.Whole("at most", 1, 100) ?? usual.AtMost,
            Within = section.Duration("within") ?? usual.Within,
            Leads = Addresses(section, "tell"),
            Override = Override(section),
        };
        file.Notes.Places.Put(policy, "grace", section.At("grace"));
        return policy;
    }

    private static GateOverride? Override(Section gates)
    {
        if (
            gates.Node("override") is not { } node
            || Section.Of(node, "'override' of gates", gates.Notes, PolicyFormat.Override) is not { } section
        )
        {
            return null;
        }

        var least = section.Has("at least") ? RequirementReader.Characters(section) : UsualReason;
        var way = new GateOverride(section.Text("field") ?? "", least);
        gates.Notes.Places.Put(way, "field", section.At("field"));
        return way;
    }

    internal static EtaRule? Eta(Section file)
    {
        if (
            file.Node("eta") is not { } node
            || Section.Of(node, "eta", file.Notes, PolicyFormat.Eta) is not { } section
        )
        {
            return null;
        }

        var eta = new EtaRule
        {
            Field = section.Text("field") ?? "",
            FromStage = section.Text("from stage"),
            Settle = section.Duration("settle") ?? TimeSpan.Zero,
            QuietDays = section.Whole("quiet days", 0, 365) ?? 0,
            AtMost = Pace(section),
            Zone = CalendarReader.Zone(section),
        };
        file.Notes.Places.Put(eta, "", section.Place);
        if (eta.Field.Length == 0)
        {
            file.Notes.Places.Doubt(eta);
        }

        foreach (var key in PolicyFormat.Eta.Names)
        {
            file.Notes.Places.Put(eta, key, section.At(key));
        }

        return eta;
    }

    internal static SharedItemRule? SharedItem(Section file)
    {
        if (
            file.Node("shared item") is not { } node
            || Section.Of(node, "shared item", file.Notes, PolicyFormat.SharedItem) is not { } section
        )
        {
            return null;
        }

        if (!PolicyFormat.SharedItem.Names.Any(section.Has))
        {
            file.Notes.Error(section.Place, "shared item says nothing; add 'at most' or 'opt out tag', or take it out");
        }

        var rule = new SharedItemRule { AtMost = Pace(section), OptOutTag = section.Text("opt out tag") };
        foreach (var key in PolicyFormat.SharedItem.Names)
        {
            file.Notes.Places.Put(rule, key, section.At(key));
        }

        return rule;
    }

    /// <summary>"1 a day", "2 a week", "3 in 10 days".</summary>
    private static EtaPace? Pace(Section section)
    {
        if (section.TextNode("at most") is not { } node)
        {
            return null;
        }

        var words = node.Value.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length == 3
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            && times > 0
            && Within(words[1], words[2]) is { Ticks: > 0 } within
        )
        {
            return new EtaPace(times, within);
        }

        section.Wrong(node, "at most", "a number and a time, such as '1 a day', '2 a week' or '1 in 3 days'");
        return null;
    }

    private static TimeSpan? Within(string word, string time) =>
        (word.ToLowerInvariant(), time.Trim().ToLowerInvariant()) switch
        {
            ("a" or "an" or "in" or "per", "week") => TimeSpan.FromDays(7),
            ("a" or "an" or "per", var unit) => Durations.Read($"1 {unit}"),
            ("in" or "within", var span) => Durations.Read(span),
            _ => null,
        };

    internal static ImmutableArray<string> Addresses(Section section, string key)
    {
        var addresses = section.TextNodes(key);
        foreach (var address in addresses.Where(a => !IsAddress(a.Value.Trim())))
        {
            section.Notes.Error(address.Place, $"{Words.Quoted(address.Value)} is no e-mail address");
        }

        return [.. addresses.Select(a => a.Value.Trim())];
    }

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == text.LastIndexOf('@')
            && at < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>');
    }
}
