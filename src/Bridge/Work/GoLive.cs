using System.Collections.Immutable;
using Bridge.Core.Mappings;

namespace Bridge.Work;

/// <summary>The mappings that the bridge was started with.</summary>
public sealed record LiveMappings(IReadOnlyList<ProcessMapping> Mappings);

/// <summary>
/// Binds the processes to their accounts in the background, so that the first webhook need not wait for it. Cases wait
/// until that was tried once.
/// </summary>
public sealed partial class GoLive(Processes processes, LiveMappings mappings, ILogger<GoLive> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await processes.GoLiveAsync(mappings.Mappings, stoppingToken);
        foreach (var process in processes.All)
        {
            if (process.IsOn)
            {
                Log.On(logger, process.Mapping.Name, process.Mapping.Hash, process.Mapping.Mode);
            }
            else
            {
                Log.Off(logger, process.Mapping.Name, Lines(process.Problems));
            }
        }
    }

    private static string Lines(ImmutableArray<string> problems) => string.Concat(problems.Select(p => "\n  - " + p));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Process '{Process}' is on (mapping {Hash}, {Mode})")]
        public static partial void On(ILogger logger, string process, string hash, Mode mode);

        [LoggerMessage(
            LogLevel.Error,
            "Process '{Process}' is off, the others run. Mend this, it goes on by itself:{Problems}"
        )]
        public static partial void Off(ILogger logger, string process, string problems);
    }
}
