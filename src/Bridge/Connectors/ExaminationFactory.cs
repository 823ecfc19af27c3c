using Bridge.Connectors.ClickUp;
using Bridge.Connectors.Freshdesk;
using Bridge.Connectors.Jira;

namespace Bridge.Connectors;

/// <summary>Makes the examination of a connection.</summary>
public static class ExaminationFactory
{
    /// <summary>The biggest answer that is read; a list of rules is far below.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>An examination with options whose secrets were read and that were checked.</summary>
    /// <param name="tool">The connector of the same connection.</param>
    /// <exception cref="InvalidOperationException">The kind is missing: settings that were not checked.</exception>
    public static IExamination Create(ExaminationCase about, ITool tool, TimeProvider time) =>
        about.Options.Kind switch
        {
            ToolKind.Freshdesk => new FreshdeskExamination(about, Http(), time),
            ToolKind.Jira => new JiraExamination(about, Http(), time),
            ToolKind.ClickUp => new ClickUpExamination(about, tool, Http(), time),
            _ => throw new InvalidOperationException($"Bridge:Connections:{about.Name}:Kind is missing"),
        };

    private static HttpClient Http() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                UseCookies = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostBytes,
        };
}
