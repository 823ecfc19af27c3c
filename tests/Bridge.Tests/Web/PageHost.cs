using System.Net;
using System.Text.RegularExpressions;
using Bridge.Answers;
using Bridge.Connectors;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Operations;
using Bridge.Settings;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Bridge.Web;
using Bridge.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bridge.Tests.Web;

/// <summary>The pages on a loopback port, with a database of their own, started from a folder that is not the program's.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private static readonly Regex TokenPattern = new(
        """name="__RequestVerificationToken" value="(?<token>[^"]+)" """.TrimEnd(),
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    private readonly WebApplication app;

    private PageHost(WebApplication app, NpgsqlDataSource source)
    {
        this.app = app;
        this.Source = source;
        this.Address = new Uri(app.Urls.First());
        this.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = this.Address,
        };
    }

    public NpgsqlDataSource Source { get; }

    public IServiceProvider Services => this.app.Services;

    public Uri Address { get; }

    /// <summary>Keeps cookies and follows no redirect.</summary>
    public HttpClient Client { get; }

    public static async Task<PageHost> StartAsync(
        PostgresFixture postgres,
        IEnumerable<ITool>? tools = null,
        IEnumerable<ProcessMapping>? mappings = null,
        string? deadDatabase = null,
        params (string Key, string? Value)[] settings
    )
    {
        var source = NpgsqlDataSource.Create(deadDatabase ?? await postgres.NewDatabaseAsync());
        if (deadDatabase is null)
        {
            await Migrator.Embedded().ApplyAsync(source, CancellationToken.None);
        }

        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = Path.GetTempPath() }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value));
        var set = new ToolSet(tools ?? Tools());
        var processes = new Processes(set);
        await processes.GoLiveAsync(mappings ?? [], CancellationToken.None);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder
            .Services.AddSingleton(source)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(set)
            .AddSingleton(processes);
        builder.Services.AddSingleton<WaitingLines>().AddSingleton<Rests>().AddSingleton<Backlog>();
        builder.Services.AddSingleton<SignalInbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SignalInbox>());
        var options = SettingsReader.Read(builder.Configuration).Options;
        builder.Services.AddSingleton(options).AddMetrics().AddSingleton<BridgeMetrics>().AddAnswers(options);
        builder.Services.AddBridgePages();
        var pages = builder.Build();
        pages.MapAnswers();
        pages.MapBridgePages();
        await pages.StartAsync();
        return new PageHost(pages, source);
    }

    public static IEnumerable<ITool> Tools() =>
        [
            new QuietTool("freshdesk", ToolKind.Freshdesk, Side.Helpdesk),
            new QuietTool("clickup", ToolKind.ClickUp, Side.Tracker),
            new QuietTool(
                "jira",
                ToolKind.Jira,
                Side.Tracker,
                (
                    "S2",
                    "the project S2 has no status 'ETA Confirmation'. Its near ones: 'ETA Confirmed'. Add it to the workflow."
                )
            ),
        ];

    /// <summary>The mapping files of the repository.</summary>
    public static IEnumerable<ProcessMapping> Shipped()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Bridge.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("Bridge.sln is nowhere above the tests.");
        }

        return Directory
            .EnumerateFiles(Path.Combine(root.FullName, "mappings"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(file => MappingReader.Read(Path.GetFileName(file), File.ReadAllText(file)).Process)
            .OfType<ProcessMapping>();
    }

    /// <summary>A page that must be there, as HTML.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var answer = await this.Client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {body}");
        return body;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await this.Client.SendAsync(request);
    }

    /// <summary>Presses a button of a case's page, as a browser does.</summary>
    public async Task<HttpResponseMessage> PressAsync(long caseId, string button)
    {
        var page = await this.GetAsync($"/cases/{caseId}");
        Assert.Contains($"action=\"/cases/{caseId}/{button}\"", page, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", TokenPattern.Match(page).Groups["token"].Value),
        ]);
        return await this.Client.PostAsync(new Uri($"/cases/{caseId}/{button}", UriKind.Relative), form);
    }

    public async ValueTask DisposeAsync()
    {
        this.Client.Dispose();
        await this.app.DisposeAsync();
        await this.Source.DisposeAsync();
    }
}
