using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Counts the back-and-forth of a case.</summary>
public static class Bounces
{
    /// <summary>How often the case entered a stage that stands before the one it came from. Stages that the file no longer has do not count.</summary>
    public static int Of(ProcessMapping process, Case value) =>
        value
            .Visits.Zip(value.Visits.Skip(1), (from, to) => (process.IndexOf(from.Stage), process.IndexOf(to.Stage)))
            .Count(move => move is (>= 0, >= 0) and var (from, to) && to < from);
}
