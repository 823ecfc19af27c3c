using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Core.Mappings;

namespace Bridge.Work;

/// <summary>A process and whether it may run: it is off while its accounts lack what it names, or cannot be asked.</summary>
/// <param name="Problems">Why it is off, one sentence each; empty: it is on.</param>
public sealed record LiveProcess(ProcessMapping Mapping, ImmutableArray<string> Problems)
{
    public bool IsOn => this.Problems.IsEmpty;
}

/// <summary>
/// The processes that are live, bound to their accounts. Replaced as a whole: who works takes one snapshot. A process
/// whose account lacks something is off, with its reasons, while the others run.
/// </summary>
public sealed class Processes(ToolSet tools)
{
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<LiveProcess> live = [];

    public ImmutableArray<LiveProcess> All => this.live;

    /// <summary>True once binding was tried for the first time, whatever came of it.</summary>
    public bool Tried => this.tried.Task.IsCompleted;

    /// <summary>Ends once binding was tried for the first time.</summary>
    public Task TriedAsync(CancellationToken cancel) => this.tried.Task.WaitAsync(cancel);

    /// <summary>The process by name; null when no mapping file has it.</summary>
    public LiveProcess? Find(string name) =>
        this.live.FirstOrDefault(p => string.Equals(p.Mapping.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Processes that a ticket of this helpdesk connection could come into, in the order of their files.</summary>
    public IEnumerable<LiveProcess> Of(string helpdesk) =>
        this.live.Where(p => string.Equals(p.Mapping.Helpdesk, helpdesk, StringComparison.OrdinalIgnoreCase));

    /// <summary>Binds mappings to the live accounts and makes them the live set; true when all are on.</summary>
    public async Task<bool> GoLiveAsync(IEnumerable<ProcessMapping> mappings, CancellationToken cancel)
    {
        var bound = ImmutableArray.CreateBuilder<LiveProcess>();
        foreach (var mapping in mappings)
        {
            bound.Add(new LiveProcess(mapping, await this.BindAsync(mapping, cancel)));
        }

        this.live = bound.ToImmutable();
        this.tried.TrySetResult();
        return this.live.All(p => p.IsOn);
    }

    /// <summary>Binds the processes that are off once more; true when all are on.</summary>
    public Task<bool> RetryAsync(CancellationToken cancel) =>
        !this.Tried || this.live.All(p => p.IsOn)
            ? Task.FromResult(true)
            : this.GoLiveAsync(this.live.Select(p => p.Mapping), cancel);

    private async Task<ImmutableArray<string>> BindAsync(ProcessMapping mapping, CancellationToken cancel)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var name in new[] { mapping.Helpdesk, mapping.Tracker })
        {
            if (tools.Find(name) is not { } tool)
            {
                problems.Add(
                    $"{mapping.File} names the connection '{name}', which the settings do not have. Add "
                        + $"Bridge:Connections:{name}, or use one of: {string.Join(", ", tools.All.Select(t => t.Name))}."
                );
                continue;
            }

            var binding = await tool.BindAsync(mapping, cancel);
            problems.AddRange(binding.Problems.Select(p => $"{name}: {p.Message}"));
            if (binding.Failure is { } failure)
            {
                problems.Add($"{name} cannot be asked: {failure.Message}");
            }
        }

        return problems.ToImmutable();
    }
}
