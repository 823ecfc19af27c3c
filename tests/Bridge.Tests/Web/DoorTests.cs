using System.Net;
using System.Text;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class DoorTests(PostgresFixture postgres)
{
    private const string Password = "correct horse: battery";

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Host", "bridge.example.com")]
    public async Task A_request_from_elsewhere_is_told_how_to_open_the_pages(string header, string value)
    {
        await using var host = await PageHost.StartAsync(postgres);
        foreach (var path in new[] { "/", "/cases", "/findings", "/quarantine", "/cases/1", "/bridge.css" })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, path, (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            var words = await answer.Content.ReadAsStringAsync();
            Assert.Contains("set Bridge:AdminPassword", words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        await using var host = await PageHost.StartAsync(postgres);
        using var answer = await host.SendAsync(HttpMethod.Post, "/cases/1/look", ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("anybody:" + Password, HttpStatusCode.OK)]
    [InlineData(":" + Password, HttpStatusCode.OK)]
    [InlineData("admin:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("admin:", HttpStatusCode.Unauthorized)]
    [InlineData(Password, HttpStatusCode.Unauthorized)]
    public async Task With_a_password_set_it_opens_from_everywhere(string pair, HttpStatusCode expected)
    {
        await using var host = await PageHost.StartAsync(postgres, settings: [("Bridge:AdminPassword", Password)]);
        using var answer = await this.AskAsync(host, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer " + Password)]
    public async Task A_header_that_is_no_password_is_asked_for_one(string authorization)
    {
        await using var host = await PageHost.StartAsync(postgres, settings: [("Bridge:AdminPassword", Password)]);
        using var answer = await this.AskAsync(host, authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Basic", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_may_be_in_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from-file\n");
        await using var host = await PageHost.StartAsync(postgres, settings: [("Bridge:AdminPasswordFile", file)]);
        File.Delete(file);
        using var answer = await this.AskAsync(host, "Basic " + Convert.ToBase64String("a:from-file"u8));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(PageHost host, string authorization) =>
        host.SendAsync(HttpMethod.Get, "/", ("X-Forwarded-For", "203.0.113.9"), ("Authorization", authorization));
}
