using Bridge.Store;
using Npgsql;

namespace Bridge.Work;

/// <summary>
/// Gives a case back after an error, as soon as the database takes it; else the lease ends by the clock, and the case comes
/// again then. An answer that was lost is no matter: the fence keeps an old hand off the case.
/// </summary>
public sealed partial class CaseReturn(
    CaseStore store,
    PumpOptions options,
    TimeProvider time,
    DatabaseOutage outage,
    ILogger<CaseReturn> logger
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the case is given back, when its lease has ended, or at the first failure after the stop.</summary>
    public async Task GiveBackAsync(ClaimedCase claimed, Exception why, CancellationToken stop)
    {
        var ended = time.GetUtcNow() + options.Lease;
        var wait = TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(claimed.Failures, 9)));
        var words = DatabaseTrouble.Is(why)
            ? $"the database: {DatabaseTrouble.Say(why)}"
            : $"an error in the bridge: {why.Message}";
        while (true)
        {
            try
            {
                var again = time.GetUtcNow() + wait;
                await store.ReleaseAsync(claimed.Case.Id, claimed.Fence, again, words, CancellationToken.None);
                return;
            }
            catch (LeaseLostException e)
            {
                Log.CannotGiveBack(logger, claimed.Case.Id, e.Message);
                return;
            }
            catch (Exception e) when (e is NpgsqlException || DatabaseTrouble.Is(e))
            {
                outage.Met(e);
                if (time.GetUtcNow() > ended || stop.IsCancellationRequested)
                {
                    return;
                }
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Case {Case} need not be given back: {Why}")]
        public static partial void CannotGiveBack(ILogger logger, long @case, string why);
    }
}
