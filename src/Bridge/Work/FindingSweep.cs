using Bridge.Store;

namespace Bridge.Work;

/// <summary>What a sweep came to.</summary>
/// <param name="Left">Why single ones were left, each once: by their ids.</param>
public sealed record Swept(long Done, long Left, IReadOnlyList<(long Id, string Why)> Reasons);

/// <summary>
/// Retries or drops all findings that are alike, oldest first, page by page, each in a transaction of its own. Interrupted, it
/// goes on where it was when it is asked for once more: what is done is no longer among them.
/// </summary>
public sealed class FindingSweep(FindingStore store, FindingActions actions, TimeProvider time)
{
    private const int Page = 200;

    /// <summary>So many reasons are kept; the rest is counted.</summary>
    private const int MostReasons = 20;

    /// <summary>So often those are tried again whose case a worker has.</summary>
    private const int Rounds = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Acts on all findings of a filter.</summary>
    /// <param name="atMost">No more than so many are looked at.</param>
    /// <param name="progress">Hears how many were looked at so far.</param>
    public async Task<Swept> RunAsync(
        FindingFilter filter,
        bool drop,
        PersonsWord word,
        long atMost,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        var (done, after, seen) = (0L, 0L, 0L);
        List<StoredFinding> busy = [];
        List<(long, string)> reasons = [];
        var left = 0L;
        while (seen < atMost)
        {
            var page = await store.ToActOnAsync(filter, after, (int)Math.Min(Page, atMost - seen), !drop, cancel);
            foreach (var finding in page)
            {
                await OneAsync(finding, busy);
                progress?.Invoke(++seen);
            }

            if (page.Count < Page)
            {
                break;
            }

            after = page[^1].Id;
        }

        for (var round = 0; busy.Count > 0 && round < Rounds; round++)
        {
            await Task.Delay(Pause, time, cancel);
            List<StoredFinding> still = [];
            foreach (var finding in busy)
            {
                await OneAsync(finding, still);
            }

            busy = still;
        }

        busy.ForEach(finding => Leave(finding, "a worker has its case just now"));
        return new Swept(done, left, reasons);

        async Task OneAsync(StoredFinding finding, List<StoredFinding> waits)
        {
            var (acted, why) = drop
                ? (await actions.DropAsync(finding, word, cancel), null)
                : await actions.RetryAsync(finding, word, cancel);
            switch (acted)
            {
                case Acted.Done:
                    done++;
                    break;
                case Acted.Busy:
                    waits.Add(finding);
                    break;
                default:
                    Leave(finding, why ?? ActedWords.Of(acted));
                    break;
            }
        }

        void Leave(StoredFinding finding, string why)
        {
            left++;
            if (reasons.Count < MostReasons)
            {
                reasons.Add((finding.Id, why));
            }
        }
    }
}
