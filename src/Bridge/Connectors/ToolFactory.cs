using Bridge.Connectors.ClickUp;
using Bridge.Connectors.Freshdesk;
using Bridge.Connectors.Jira;
using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Connectors;

/// <summary>Makes the connector of a connection.</summary>
public static class ToolFactory
{
    /// <summary>A connector for options whose secrets were read and that were checked.</summary>
    /// <exception cref="InvalidOperationException">The kind is missing: settings that were not checked.</exception>
    public static ITool Create(string name, ConnectionOptions options, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var ties = services.GetService<SharedBudgets>() is { } budgets
            ? new ConnectorTies(budgets.Of(name), services.GetService<SecretWatch>()?.Of(name), services.GetService<ConnectionDoors>()?.Of(name))
            : null;
        return options.Kind switch
        {
            ToolKind.Freshdesk => new FreshdeskConnector(
                name,
                options,
                Http(),
                time,
                loggers.CreateLogger<FreshdeskConnector>(),
                ties
            ),
            ToolKind.ClickUp => new ClickUpConnector(
                name,
                options,
                Http(),
                time,
                loggers.CreateLogger<ClickUpConnector>(),
                ties,
                services.GetService<IWebhookMemory>()
            ),
            ToolKind.Jira => new JiraConnector(
                name,
                options,
                Http(),
                time,
                loggers.CreateLogger<JiraConnector>(),
                ties
            ),
            _ => throw new InvalidOperationException($"Bridge:Connections:{name}:Kind is missing"),
        };
    }

    /// <summary>
    /// A client for one tool: connections are renewed so that a changed DNS entry is seen, redirects are never followed
    /// (the key would travel), and the timeout is the caller's.
    /// </summary>
    private static HttpClient Http() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                UseCookies = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
