using System.Diagnostics;
using System.Globalization;
using Bridge.Tests.Crash;

/// <summary>
/// Loaded into a bridge process by DOTNET_STARTUP_HOOKS: kills it (SIGKILL) at a named point of its way, as its HTTP
/// client and its database driver report it. The bridge itself knows nothing of this.
/// </summary>
#pragma warning disable CA1050, MA0047, RCS1110 // The runtime looks for exactly this name, outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047, RCS1110
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(KillPoint.Variable) is { Length: > 0 } text)
        {
            var wait = new Countdown(KillPoint.Parse(text));
            DiagnosticListener.AllListeners.Subscribe(new Http(wait));
            ActivitySource.AddActivityListener(
                new ActivityListener
                {
                    ShouldListenTo = source => source.Name == "Npgsql",
                    Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                    ActivityStarted = _ => wait.Pass("sql before", ""),
                    ActivityStopped = activity =>
                        wait.Pass("sql after", activity.GetTagItem("db.query.text") as string ?? ""),
                }
            );
        }
    }

    private sealed class Countdown(KillPoint point)
    {
        private int left = point.Nth;

        public void Pass(string moment, string words)
        {
            if (
                moment == point.Moment
                && words.Contains(point.Words, StringComparison.OrdinalIgnoreCase)
                && Interlocked.Decrement(ref this.left) == 0
            )
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }

    /// <summary>The HTTP client tells a request before it leaves and once its answer has begun.</summary>
    private sealed class Http(Countdown wait) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            var moment = value.Key switch
            {
                "System.Net.Http.HttpRequestOut.Start" => "http before",
                "System.Net.Http.HttpRequestOut.Stop" => "http after",
                _ => null,
            };
            if (
                moment is not null
                && value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage request
            )
            {
                wait.Pass(
                    moment,
                    string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri}")
                );
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
