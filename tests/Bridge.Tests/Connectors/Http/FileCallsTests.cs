using System.Net;
using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Connectors.Http;

public sealed class FileCallsTests : IAsyncLifetime
{
    private readonly List<(string Host, string Path, string? Key)> seen = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly RateBudget budget = new(TimeProvider.System, null);
    private WebApplication tool = null!;
    private WebApplication store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        this.store = await this.ServeAsync(context =>
            context.Request.Path.Value switch
            {
                "/file" => Bytes(context),
                "/expired" => Answer(context, 403),
                "/loop" => Redirect(context, "/loop"),
                "/back" => Redirect(context, this.tool.Urls.First() + "/api/everything"),
                "/inside" => Redirect(context, "file:///etc/passwd"),
                _ => Answer(context, 404),
            }
        );
        var elsewhere = this.store.Urls.First();
        this.tool = await this.ServeAsync(context =>
            context.Request.Path.Value switch
            {
                "/attachment/7" => Redirect(context, elsewhere + "/file"),
                "/attachment/8" => Redirect(context, elsewhere + "/back"),
                "/api/everything" => Bytes(context),
                _ => Answer(context, 500),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await this.tool.DisposeAsync();
        await this.store.DisposeAsync();
        this.http.Dispose();
        this.budget.Dispose();
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_without_the_key()
    {
        var opened = await this.Calls().OpenAsync("/attachment/7", 100, Cancel);

        await using var file = Assert.IsType<Opened.Got>(opened).File;
        using var reader = new StreamReader(file.Content, Encoding.UTF8);
        Assert.Equal("the bytes", await reader.ReadToEndAsync(Cancel));
        Assert.Equal([("/attachment/7", "the key"), ("/file", null)], this.seen.Select(s => (s.Path, s.Key)));
    }

    [Fact]
    public async Task Who_is_led_away_and_back_is_not_given_the_key_again()
    {
        await this.Calls().OpenAsync("/attachment/8", 100, Cancel);

        Assert.Equal(
            [("/attachment/8", "the key"), ("/back", null), ("/api/everything", null)],
            this.seen.Select(s => (s.Path, s.Key))
        );
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://files.example/a")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("data:text/plain,a")]
    [InlineData("javascript:alert(1)")]
    public async Task Files_are_read_over_the_web_alone(string address)
    {
        var direct = await this.Calls().OpenAsync(address, 100, Cancel);
        var redirected = await this.Calls().OpenAsync(this.store.Urls.First() + "/inside", 100, Cancel);

        Assert.Equal(FailureKind.Refused, Assert.IsType<Opened.Failed>(direct).Failure.Kind);
        Assert.Equal(FailureKind.Refused, Assert.IsType<Opened.Failed>(redirected).Failure.Kind);
    }

    [Fact]
    public async Task A_key_is_sent_over_no_plain_connection_of_a_tool_that_has_HTTPS()
    {
        using var wire = new HttpClient(new SocketsHttpHandler());
        var calls = new FileCalls(
            wire,
            this.budget,
            new Uri("https://tool.example"),
            _ => { },
            TimeProvider.System,
            TimeSpan.FromSeconds(20)
        );

        var opened = await calls.OpenAsync("http://tool.example/attachment/1", 100, Cancel);

        Assert.Equal(FailureKind.Refused, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    [Theory]
    [InlineData("/expired", FailureKind.Forbidden)]
    [InlineData("/nothing", FailureKind.Missing)]
    [InlineData("/loop", FailureKind.Refused)]
    public async Task A_download_that_fails_says_how(string path, FailureKind kind)
    {
        var opened = await this.Calls().OpenAsync(this.store.Urls.First() + path, 100, Cancel);

        Assert.Equal(kind, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    [Fact]
    public async Task A_file_that_says_it_is_too_big_is_not_read()
    {
        var opened = await this.Calls().OpenAsync(this.store.Urls.First() + "/file", 8, Cancel);

        Assert.Equal(FailureKind.Refused, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    [Fact]
    public async Task Reading_more_than_allowed_breaks_off()
    {
        await using var file = new BoundedStream(new MemoryStream(new byte[9]), 8);

        await Assert.ThrowsAsync<TooManyBytesException>(() => file.CopyToAsync(Stream.Null, Cancel));
    }

    [Fact]
    public async Task Nothing_is_fetched_from_this_machine_for_a_tool_elsewhere()
    {
        var calls = new FileCalls(
            this.http,
            this.budget,
            new Uri("http://tool.example"),
            _ => { },
            TimeProvider.System,
            TimeSpan.FromSeconds(20)
        );

        var opened = await calls.OpenAsync(this.store.Urls.First() + "/file", 100, Cancel);

        Assert.Contains("private network", Assert.IsType<Opened.Failed>(opened).Failure.Message);
        Assert.Empty(this.seen);
    }

    private FileCalls Calls() =>
        new(
            this.http,
            this.budget,
            new Uri(this.tool.Urls.First()),
            request => request.Headers.TryAddWithoutValidation("Authorization", "the key"),
            TimeProvider.System,
            TimeSpan.FromSeconds(20)
        );

    private async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(context =>
        {
            var key = context.Request.Headers.Authorization.FirstOrDefault();
            this.seen.Add((context.Request.Host.Value ?? "", context.Request.Path.Value ?? "", key));
            return answer(context);
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private static Task Bytes(HttpContext context)
    {
        context.Response.ContentLength = 9;
        return context.Response.WriteAsync("the bytes", Cancel);
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.StatusCode = (int)HttpStatusCode.SeeOther;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}
