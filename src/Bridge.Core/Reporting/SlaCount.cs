using System.Collections.Immutable;
using Bridge.Core.Mappings;

namespace Bridge.Core.Reporting;

/// <summary>Kept and breached limits, by stage and by owner.</summary>
internal sealed class SlaCount(ProcessMapping process)
{
    private readonly Dictionary<string, Compliance> stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Compliance> owners = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string stage, string owner, bool breached)
    {
        Count(this.stages, stage, breached);
        Count(this.owners, owner.Length > 0 ? owner : "(no owner)", breached);
    }

    public Compliance Total(string name) =>
        new(name, this.stages.Values.Sum(s => s.Kept), this.stages.Values.Sum(s => s.Breached));

    public ImmutableArray<Compliance> ByStage() =>
        [.. process.Stages.Select(s => this.stages.GetValueOrDefault(s.Name)).OfType<Compliance>()];

    public ImmutableArray<Compliance> ByOwner() =>
        [.. this.owners.Values.OrderBy(o => o.Rate).ThenBy(o => o.Name, StringComparer.Ordinal)];

    private static void Count(Dictionary<string, Compliance> counts, string name, bool breached)
    {
        var known = counts.GetValueOrDefault(name) ?? new Compliance(name, 0, 0);
        counts[name] = breached ? known with { Breached = known.Breached + 1 } : known with { Kept = known.Kept + 1 };
    }
}
