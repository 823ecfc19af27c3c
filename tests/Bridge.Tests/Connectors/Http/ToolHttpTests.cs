using System.IO.Compression;
using System.Net;
using System.Text;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Connectors.Http;

/// <summary>What a tool that is not what it should be can do to its caller.</summary>
public sealed class ToolHttpTests : IAsyncLifetime
{
    private const string Key = "key-of-the-account-9182";
    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:X"));
    private readonly List<(string Path, string? Key)> seen = [];
    private WebApplication tool = null!;
    private ToolHttp http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        this.tool = builder.Build();
        this.tool.Run(context =>
        {
            this.seen.Add((context.Request.Path.Value ?? "", context.Request.Headers.Authorization.FirstOrDefault()));
            return this.AnswerAsync(context);
        });
        await this.tool.StartAsync(Cancel);
        this.http = new ToolHttp(
            new HttpClient(
                new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }
            ),
            new RateBudget(TimeProvider.System, null),
            TimeProvider.System,
            TimeSpan.FromSeconds(60),
            new RateHabits(LimitsArePerMinute: false, _ => false)
        );
    }

    public async ValueTask DisposeAsync()
    {
        this.http.Dispose();
        await this.tool.DisposeAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_of_the_API_is_not_followed(int status)
    {
        var answer = await this.SendAsync($"/redirect/{status}");

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain(this.seen, call => call.Path == "/elsewhere");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_kept_in_memory()
    {
        var answer = await this.SendAsync("/endless");

        Assert.Contains("more than", answer.NoAnswer?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_unpacks_without_end_is_not_kept_in_memory()
    {
        var answer = await this.SendAsync("/bomb");

        Assert.Contains("more than", answer.NoAnswer?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_unpacked_is_a_failure_like_any_other()
    {
        var answer = await this.SendAsync("/broken");

        Assert.Equal(FailureKind.Unknown, answer.NoAnswer?.Kind);
    }

    [Theory]
    [InlineData("/echo/401")]
    [InlineData("/echo/500")]
    [InlineData("/echo/200")]
    public async Task A_key_that_an_answer_repeats_is_cut_out_of_it(string path)
    {
        var answer = await this.SendAsync(path);

        Assert.Contains(KeyTraces.Instead, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Basic, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, answer.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_that_nests_without_end_is_no_answer()
    {
        var answer = await this.SendAsync("/deep");

        Assert.Null(answer.Json());
        Assert.Null(answer.Node());
    }

    [Fact]
    public async Task A_raw_token_is_cut_out_as_a_pair_is()
    {
        var answer = await this.SendAsync("/echo/403", raw: true);

        Assert.Contains(KeyTraces.Instead, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/redirect/", StringComparison.Ordinal))
        {
            response.StatusCode = int.Parse(path[10..], System.Globalization.CultureInfo.InvariantCulture);
            response.Headers.Location = "/elsewhere";
        }
        else if (path.StartsWith("/echo/", StringComparison.Ordinal))
        {
            response.StatusCode = int.Parse(path[6..], System.Globalization.CultureInfo.InvariantCulture);
            response.ContentType = "text/plain";
            response.Headers["X-Request-Id"] = $"request of {Key}";
            await response.WriteAsync($"you sent {context.Request.Headers.Authorization} which is {Key}", Cancel);
        }
        else if (path == "/deep")
        {
            response.ContentType = "application/json";
            await response.WriteAsync(new string('[', 100_000) + new string(']', 100_000), Cancel);
        }
        else if (path == "/bomb")
        {
            response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
            await FloodAsync(gzip, context.RequestAborted);
        }
        else if (path == "/broken")
        {
            response.Headers.ContentEncoding = "gzip";
            await response.WriteAsync("this is no gzip at all", Cancel);
        }
        else
        {
            await FloodAsync(response.Body, context.RequestAborted);
        }
    }

    private static async Task FloodAsync(Stream to, CancellationToken cancel)
    {
        var zeros = new byte[1024 * 1024];
        for (var i = 0; i < (ToolAnswer.MostBytes / zeros.Length) + 8; i++)
        {
            await to.WriteAsync(zeros, cancel);
        }
    }

    private Task<ToolAnswer> SendAsync(string path, bool raw = false) =>
        this.http.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, this.tool.Urls.First() + path);
                request.Headers.TryAddWithoutValidation("Authorization", raw ? Key : $"Basic {Basic}");
                return request;
            },
            Priority.State,
            Cancel
        );
}
