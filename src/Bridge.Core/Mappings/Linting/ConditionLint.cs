using Bridge.Core.Mappings.Checking;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Conditions that never hold, and rules that are never reached.</summary>
internal static class ConditionLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        var entry = process.Entry;
        var enters = Holds(process, entry.When, entry, "when", "no ticket ever comes in", remarks);
        var ways = entry.OutOfScope;
        for (var i = 0; i < ways.Length; i++)
        {
            if (!Holds(process, ways[i].When, ways[i].When, "", $"'{ways[i].Name}' is never told", remarks))
            {
                continue;
            }

            var earlier = ways[..i].FirstOrDefault(w => ConditionLogic.Implies(process, ways[i].When, w.When));
            if (earlier is not null)
            {
                remarks.Error(
                    ways[i].When,
                    "",
                    LintRules.NeverReached,
                    $"'{ways[i].Name}' is never reached: '{earlier.Name}' stands before it and takes all of its tickets; put it first, or take it out"
                );
            }

            if (enters && ConditionLogic.Implies(process, entry.When, ways[i].When))
            {
                remarks.Error(
                    ways[i].When,
                    "",
                    LintRules.NothingComesIn,
                    $"no ticket comes in: all that meet the entry rule are '{ways[i].Name}', which is looked at first; ask for more here"
                );
            }
        }

        foreach (var requirement in process.Stages.SelectMany(s => s.Requires).Where(r => r.When is not null))
        {
            Holds(
                process,
                requirement.When!,
                requirement.When!,
                "",
                $"'{requirement.Field}' is never asked for",
                remarks
            );
        }

        OnlyIf(process, remarks);
    }

    /// <summary>What messages and articles are sent and made under.</summary>
    private static void OnlyIf(ProcessMapping process, Remarks remarks)
    {
        foreach (var message in process.Messages.Where(m => m.OnlyIf is not null))
        {
            Holds(process, message.OnlyIf!, message.OnlyIf!, "", $"message '{message.Name}' is never sent", remarks);
        }

        if (process.Knowledge?.Draft?.OnlyIf is { } article)
        {
            Holds(process, article, article, "", "no article is ever drafted", remarks);
        }

        if (process.Released?.When is { } released)
        {
            Holds(process, released, released, "", "nothing is ever released", remarks);
        }

        foreach (var when in process.Sla?.Steps.Select(s => s.When).OfType<Condition>() ?? [])
        {
            Holds(process, when, when, "", "this step is never taken", remarks);
        }

        foreach (var rule in process.Validation is { } asked ? new[] { asked.Works, asked.Broken } : [])
        {
            foreach (var when in rule.Ways.Select(w => w.When).OfType<Condition>())
            {
                Holds(process, when, when, "", $"'{rule.Value}' never leads there", remarks);
            }
        }
    }

    private static bool Holds(
        ProcessMapping process,
        Condition condition,
        object about,
        string part,
        string so,
        Remarks remarks
    )
    {
        if (ConditionLogic.Alternatives(process, [condition]) is { Count: 0 })
        {
            remarks.Error(
                about,
                part,
                LintRules.NeverTrue,
                $"this can never hold, so {so}; it asks one field for things that exclude each other"
            );
            return false;
        }

        return true;
    }
}
