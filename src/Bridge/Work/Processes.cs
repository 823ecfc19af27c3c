using System.Collections.Immutable;
using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Hooks;
using Bridge.Mappings;
using Bridge.Settings;

namespace Bridge.Work;

/// <summary>A process and whether it may run: it is off while its accounts lack what it names, or cannot be asked.</summary>
/// <param name="Problems">Why it is off, one sentence each; empty: it is on.</param>
public sealed record LiveProcess(ProcessMapping Mapping, ImmutableArray<string> Problems)
{
    public bool IsOn => this.Problems.IsEmpty;
}

/// <summary>The processes of one moment. Who looks at a case takes one and decides all of the look by it.</summary>
public sealed record LiveSet(ImmutableArray<LiveProcess> All)
{
    /// <summary>What the set is known by, see <see cref="MappingSet.Hash"/>.</summary>
    public string Hash { get; } = MappingSet.HashOf(All.Select(p => p.Mapping));

    /// <summary>The process by name; null when no mapping file has it.</summary>
    public LiveProcess? Find(string name) =>
        this.All.FirstOrDefault(p => string.Equals(p.Mapping.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Processes that a ticket of this helpdesk connection could come into, in the order of their files.</summary>
    public IEnumerable<LiveProcess> Of(string helpdesk) =>
        this.All.Where(p => string.Equals(p.Mapping.Helpdesk, helpdesk, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// The processes that are live, bound to their accounts. Replaced as a whole: who works takes <see cref="Now"/> once. A
/// process whose account lacks something is off, with its reasons, while the others run.
/// </summary>
public sealed class Processes(ToolSet tools, HookPoster? hooks = null) : IDisposable
{
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim changing = new(1, 1);
    private volatile LiveSet live = new([]);

    /// <summary>The live set of this moment.</summary>
    public LiveSet Now => this.live;

    public ImmutableArray<LiveProcess> All => this.live.All;

    /// <summary>True once binding was tried for the first time, whatever came of it.</summary>
    public bool Tried => this.tried.Task.IsCompleted;

    /// <summary>Ends once binding was tried for the first time.</summary>
    public Task TriedAsync(CancellationToken cancel) => this.tried.Task.WaitAsync(cancel);

    /// <summary>The process by name; null when no mapping file has it.</summary>
    public LiveProcess? Find(string name) => this.live.Find(name);

    /// <summary>Binds mappings to the live accounts and makes them the live set; true when all are on.</summary>
    public async Task<bool> GoLiveAsync(IEnumerable<ProcessMapping> mappings, CancellationToken cancel)
    {
        await this.ChangeAsync(mappings, _ => Task.FromResult(true), cancel);
        return this.live.All.All(p => p.IsOn);
    }

    /// <summary>
    /// Binds those mappings that changed and makes all of them the live set, unless a process that is on would be off for
    /// want of something in its account: then the last good set stays. Answers why; empty when the new set is live, or
    /// when <paramref name="agreed"/>, asked after binding and before the change, said no.
    /// </summary>
    public async Task<ImmutableArray<string>> ChangeAsync(
        IEnumerable<ProcessMapping> mappings,
        Func<CancellationToken, Task<bool>> agreed,
        CancellationToken cancel
    )
    {
        await this.changing.WaitAsync(cancel);
        try
        {
            var bound = ImmutableArray.CreateBuilder<LiveProcess>();
            var changed = new List<LiveProcess>();
            var harm = ImmutableArray.CreateBuilder<string>();
            foreach (var mapping in mappings)
            {
                var old = this.live.Find(mapping.Name);
                if (old is not null && IsSame(old.Mapping, mapping))
                {
                    bound.Add(old);
                    continue;
                }

                var one = new LiveProcess(mapping, await this.BindAsync(mapping, cancel));
                bound.Add(one);
                if (old is { IsOn: true })
                {
                    changed.Add(old);
                    harm.AddRange(one.Problems);
                }
            }

            if (harm.Count > 0 || !await agreed(cancel))
            {
                foreach (var old in changed)
                {
                    await this.BindAsync(old.Mapping, cancel);
                }

                return harm.ToImmutable();
            }

            this.live = new LiveSet(bound.ToImmutable());
            this.tried.TrySetResult();
            return [];
        }
        finally
        {
            this.changing.Release();
        }
    }

    /// <summary>Binds the processes that are off once more, and only those; true when all are on.</summary>
    public async Task<bool> RetryAsync(CancellationToken cancel)
    {
        if (!this.Tried || this.live.All.All(p => p.IsOn))
        {
            return true;
        }

        await this.changing.WaitAsync(cancel);
        try
        {
            var all = ImmutableArray.CreateBuilder<LiveProcess>();
            foreach (var process in this.live.All)
            {
                all.Add(
                    process.IsOn ? process : process with { Problems = await this.BindAsync(process.Mapping, cancel) }
                );
            }

            this.live = new LiveSet(all.ToImmutable());
            return this.live.All.All(p => p.IsOn);
        }
        finally
        {
            this.changing.Release();
        }
    }

    public void Dispose() => this.changing.Dispose();

    private static bool IsSame(ProcessMapping a, ProcessMapping b) =>
        a.Hash.Length > 0 && string.Equals(a.Hash, b.Hash, StringComparison.Ordinal) && a.Mode == b.Mode;

    private async Task<ImmutableArray<string>> BindAsync(ProcessMapping mapping, CancellationToken cancel)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (hooks is not null)
        {
            problems.AddRange(SettingsReader.LackingWebhooks(mapping, hooks.Names));
        }

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
