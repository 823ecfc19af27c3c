using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Bridge.Rollout;
using Bridge.Store;
using Bridge.Work;

namespace Bridge.Mappings;

/// <summary>
/// Watches the folder of mapping files and proposes what changed; and hears when another node, or a person, decided about
/// what is live. What a watcher of the system misses (network drives) is found by looking every 15 seconds.
/// </summary>
public sealed partial class MappingWatch(
    MappingSet started,
    SetProposals proposals,
    Processes processes,
    Node node,
    TimeProvider time,
    DatabaseOutage outage,
    ILogger<MappingWatch> logger
) : BackgroundService
{
    private const int MostPauses = 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    /// <summary>Editors write in several steps, and a release brings several files: so long must all be still.</summary>
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(300);

    private readonly Channel<bool> stirs = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (started.Folder is not { } folder)
        {
            return;
        }

        await processes.TriedAsync(stoppingToken);
        node.MappingsChanged += this.Stir;
        using var watcher = this.Watch(folder);
        await using var clock = time.CreateTimer(_ => this.Stir(), null, Look, Look);
        var seen = Print(started);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.StirredAsync(stoppingToken);
                seen = await this.TurnAsync(folder, seen, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (DatabaseTrouble.Is(e))
            {
                outage.Met(e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A file that is being replaced: the next look comes.
                Log.NotNow(logger, e.Message);
            }
        }

        node.MappingsChanged -= this.Stir;
    }

    private async Task<string> TurnAsync(string folder, string seen, CancellationToken cancel)
    {
        var set = MappingFolder.Read(folder);
        var print = Print(set);
        if (print == seen && !proposals.MustTryAgain)
        {
            await proposals.FollowAsync(cancel);
            return seen;
        }

        await proposals.ConsiderAsync(set, cancel);
        return print;
    }

    private async Task StirredAsync(CancellationToken cancel)
    {
        await this.stirs.Reader.ReadAsync(cancel);
        for (var pause = 0; pause < MostPauses; pause++)
        {
            await Task.Delay(Still, time, cancel);
            if (!this.stirs.Reader.TryRead(out _))
            {
                return;
            }
        }
    }

    private FileSystemWatcher? Watch(string folder)
    {
        var place = Directory.Exists(folder) ? folder : Path.GetDirectoryName(Path.GetFullPath(folder)) ?? ".";
        try
        {
            var watcher = new FileSystemWatcher(place) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => this.Stir();
            watcher.Created += (_, _) => this.Stir();
            watcher.Deleted += (_, _) => this.Stir();
            watcher.Renamed += (_, _) => this.Stir();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            Log.NoWatcher(logger, place, e.Message);
            return null;
        }
    }

    private void Stir() => this.stirs.Writer.TryWrite(true);

    /// <summary>Another one whenever a text, or whether they can be read at all, is.</summary>
    private static string Print(MappingSet set)
    {
        var text = new StringBuilder(set.Report);
        foreach (var file in set.Texts)
        {
            text.Append('\0').Append(file.Name).Append('\0').Append(file.Text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The mapping files could not be looked at just now: {Why}")]
        public static partial void NotNow(ILogger logger, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "The folder '{Folder}' cannot be watched ({Why}); it is looked at every 15 seconds instead"
        )]
        public static partial void NoWatcher(ILogger logger, string folder, string why);
    }
}
