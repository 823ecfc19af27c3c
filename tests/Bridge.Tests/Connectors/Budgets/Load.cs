using System.Collections.Concurrent;
using Bridge.Connectors.Http;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Connectors.Budgets;

/// <summary>Nodes that always have more to send than they may.</summary>
internal static class Load
{
    private const int SideBySide = 20;

    /// <summary>When each request went, over all budgets, in the order of time.</summary>
    public static async Task<List<DateTimeOffset>> RunAsync(
        IReadOnlyList<RateBudget> budgets,
        VirtualClock clock,
        TimeSpan span,
        Priority priority,
        Func<Task>? between = null
    )
    {
        var sent = new ConcurrentQueue<DateTimeOffset>();
        using var stop = new CancellationTokenSource();
        var senders = budgets
            .SelectMany(budget => Enumerable.Range(0, SideBySide).Select(_ => SendAsync(budget)))
            .ToList();
        var end = clock.GetUtcNow() + span;
        while (clock.GetUtcNow() < end)
        {
            await RestAsync(budgets);
            clock.Move(TimeSpan.FromMilliseconds(250));
            await (between?.Invoke() ?? Task.CompletedTask);
        }

        await stop.CancelAsync();
        await Task.WhenAll(senders);
        return [.. sent.Order()];

        async Task SendAsync(RateBudget budget)
        {
            try
            {
                while (true)
                {
                    await budget.TakeAsync(priority, stop.Token);
                    sent.Enqueue(clock.GetUtcNow());
                }
            }
            catch (OperationCanceledException)
            {
                // The end of the load.
            }
        }
    }

    /// <summary>The most requests in any span of 60 seconds.</summary>
    public static int MostInAMinute(List<DateTimeOffset> sent)
    {
        var most = 0;
        for (int first = 0, last = 0; last < sent.Count; last++)
        {
            while (sent[last] - sent[first] >= TimeSpan.FromMinutes(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Lets the senders run until all of them wait again, and whoever asked the database has its answer.</summary>
    private static async Task RestAsync(IReadOnlyList<RateBudget> budgets)
    {
        var still = 0;
        for (var tries = 0; still < 2 && tries < 1000; tries++)
        {
            still = budgets.All(b => b.View.Waiting == SideBySide) ? still + 1 : 0;
            await Task.Delay(1);
        }
    }
}
