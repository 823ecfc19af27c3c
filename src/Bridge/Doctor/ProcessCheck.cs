using Bridge.Connectors;
using Bridge.Core.Mappings;

namespace Bridge.Doctor;

/// <summary>Whether an account has what the processes name, and lets the integration user do it.</summary>
internal static class ProcessCheck
{
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(
        ITool tool,
        IReadOnlyList<ProcessMapping> processes,
        CancellationToken cancel
    )
    {
        var all = new List<Diagnosis>();
        foreach (var process in processes)
        {
            all.AddRange(await LookAsync(tool, process, cancel));
        }

        return processes.Count > 0
            ? all
            :
            [
                new Diagnosis(
                    Mark.Note,
                    "no process names this connection",
                    "Take it out of the settings, or name it in a mapping file"
                ),
            ];
    }

    private static async Task<IEnumerable<Diagnosis>> LookAsync(
        ITool tool,
        ProcessMapping process,
        CancellationToken cancel
    )
    {
        var bound = await tool.BindAsync(process, cancel);
        var closer =
            bound.Failure is null && bound.Problems.IsEmpty
                ? await tool.InspectAsync(process, cancel)
                : new Binding([], null);
        if ((bound.Failure ?? closer.Failure) is { } failure)
        {
            return [new Diagnosis(Mark.Problem, $"{process.Name}: {failure.Message}", "Mend this first")];
        }

        var problems = bound.Problems.Concat(closer.Problems).Select(p => p.Message).Distinct().ToList();
        return problems.Count == 0
            ? [new Diagnosis(Mark.Good, $"{process.Name}: all that it names is there")]
            : problems.Select(p => new Diagnosis(
                Mark.Problem,
                $"{process.Name}: {p}",
                $"Correct {process.File}, or the account; 'bridge mappings check --live' names the line"
            ));
    }
}
