using Bridge.Core.Mappings;

namespace Bridge.Store;

/// <summary>The stages with which a case is over, as the two columns of an SQL array.</summary>
public sealed record Closed(string[] Processes, string[] Stages)
{
    /// <summary>True of a case <c>c</c> that stands in such a stage, or is in no process; its parameters are @processes and @stages.</summary>
    internal const string Sql = """
        (c.process is null
            or exists (select from unnest(@processes, @stages) as f(process, stage) where f.process = c.process and f.stage = c.stage))
        """;

    public static Closed Of(IEnumerable<ProcessMapping> mappings)
    {
        var ends = mappings
            .SelectMany(m => m.Stages.Where(s => s.Outcome != StageOutcome.None), (m, s) => (m.Name, s.Name))
            .ToList();
        return new Closed([.. ends.Select(e => e.Item1)], [.. ends.Select(e => e.Item2)]);
    }
}
