using System.Collections.Concurrent;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Weather;

/// <summary>How the loads end in calm weather with clocks that agree; each is played once.</summary>
public sealed class CalmPlays(PostgresFixture postgres)
{
    private readonly ConcurrentDictionary<int, Lazy<Task<IReadOnlyList<string>>>> endings = new();

    internal Task<IReadOnlyList<string>> EndingAsync(int seed) =>
        this.endings.GetOrAdd(seed, s => new Lazy<Task<IReadOnlyList<string>>>(() => this.PlayAsync(s))).Value;

    private async Task<IReadOnlyList<string>> PlayAsync(int seed)
    {
        await using var play = await Play.OpenAsync(postgres, Sky.Calm, seed);
        await play.RunAsync();
        return play.Ending();
    }
}
