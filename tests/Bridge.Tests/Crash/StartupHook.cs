using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Bridge.Tests.Crash;

/// <summary>
/// Loaded into a bridge process by DOTNET_STARTUP_HOOKS: has each of its requests tell which process it is of, and kills it
/// (SIGKILL) at a named point of its way, as its HTTP client and its database driver report it. The bridge itself knows
/// nothing of this.
/// </summary>
#pragma warning disable CA1050, MA0047, RCS1110 // The runtime looks for exactly this name, outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047, RCS1110
{
    private static readonly AsyncLocal<string?> Request = new();
    private static InFlight? inFlight;

    public static void Initialize()
    {
        DiagnosticListener.AllListeners.Subscribe(new Http(null));
        if (Environment.GetEnvironmentVariable(KillPoint.Variable) is { Length: > 0 } text)
        {
            var wait = new Countdown(KillPoint.Parse(text));
            DiagnosticListener.AllListeners.Subscribe(new Http(wait));
            if (wait.Point.Moment == "http during")
            {
                inFlight = new InFlight(wait);
            }

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

        public KillPoint Point => point;

        public void Pass(string moment, string words)
        {
            if (point.Fits(moment, words) && Interlocked.Decrement(ref this.left) == 0)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }

    /// <summary>The HTTP client tells a request before it leaves and once its answer has begun.</summary>
    private sealed class Http(Countdown? wait) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
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
                var words = string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri}");
                Request.Value = words;
                if (wait is null && moment == "http before")
                {
                    request.Headers.TryAddWithoutValidation("User-Agent", $"process/{Environment.ProcessId}");
                }

                wait?.Pass(moment, words);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }

    /// <summary>
    /// The HTTP client tells that a request was sent whole and that it begins to read the answer. What the request was
    /// it does not tell: that comes with the flow that sends it.
    /// </summary>
    private sealed class InFlight(Countdown wait) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.Http")
            {
                this.EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName == "ResponseHeadersStart" && Request.Value is { } words)
            {
                wait.Pass("http during", words);
            }
        }
    }
}
