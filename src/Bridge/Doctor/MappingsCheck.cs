using Bridge.Connectors;
using Bridge.Mappings;

namespace Bridge.Doctor;

/// <summary>Whether the mapping files are good and their connections exist.</summary>
internal static class MappingsCheck
{
    public static IReadOnlyList<Diagnosis> Look(MappingSet set, IReadOnlyCollection<string> connections)
    {
        var all = new List<Diagnosis>();
        if (set.Errors > 0)
        {
            all.Add(
                new Diagnosis(
                    Mark.Problem,
                    $"the mapping files have {set.Errors} {(set.Errors == 1 ? "error" : "errors")}",
                    "Run 'bridge mappings check': it names each place and cure"
                )
            );
        }

        foreach (var process in set.Processes)
        {
            foreach (var name in new[] { process.Helpdesk, process.Tracker })
            {
                if (!connections.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    all.Add(
                        new Diagnosis(
                            Mark.Problem,
                            $"{process.Name} names the connection '{name}', which the settings do not have",
                            $"Add Bridge:Connections:{name}, or name one of: {string.Join(", ", connections)}"
                        )
                    );
                }
            }
        }

        if (set.Processes.IsEmpty && set.Errors == 0)
        {
            all.Add(
                new Diagnosis(Mark.Problem, "there is no mapping file", "Put one into the folder of Bridge:Mappings")
            );
        }

        return all.Count > 0
            ? all
            : [new Diagnosis(Mark.Good, $"{set.Processes.Length} good processes in {set.Files} files")];
    }
}
