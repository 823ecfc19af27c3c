using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;
using Bridge.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bridge.Tests.Web;

/// <summary>What protects the admin pages from other pages, and from who tries passwords.</summary>
public sealed partial class FormTests(PostgresFixture postgres)
{
    private const string Password = "correct horse: battery";

    [Fact]
    public async Task Every_form_of_the_pages_needs_its_token()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var forms = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.StartsWith("/answer/", StringComparison.Ordinal))
            .Select(path => Parameter().Replace(path, "1"))
            .Distinct()
            .ToList();

        Assert.Contains("/cases/1/look", forms);
        Assert.Contains("/mappings/1/confirm", forms);
        foreach (var path in forms)
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", "made up"), new("x", "1")]);
            using var answer = await host.Client.PostAsync(new Uri(path, UriKind.Relative), form);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_page_that_points_its_name_at_this_machine_can_press_no_button()
    {
        await using var host = await PageHost.StartAsync(postgres);
        using var answer = await host.SendAsync(HttpMethod.Post, "/cases/1/look", ("Host", "rebound.evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Who_tries_passwords_is_stopped_and_others_are_not()
    {
        await using var host = await PageHost.StartAsync(postgres, settings: [("Bridge:AdminPassword", Password)]);
        for (var i = 0; i < AdminDoor.TriesAtOnce; i++)
        {
            using var wrong = await AskAsync(host, "203.0.113.9", $"guess {i}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var tooMany = await AskAsync(host, "203.0.113.9", "one more");
        using var evenRight = await AskAsync(host, "203.0.113.9", Password);
        using var other = await AskAsync(host, "203.0.113.10", Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, evenRight.StatusCode);
        Assert.NotNull(tooMany.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("203.0.113.9")]
    public async Task Each_page_says_what_a_browser_may_do_with_it_and_so_does_a_refusal(string? from)
    {
        await using var host = await PageHost.StartAsync(postgres, settings: [("Bridge:AdminPassword", Password)]);
        (string, string)[] headers = from is null ? [] : [("X-Forwarded-For", from)];
        foreach (var path in new[] { "/", "/cases", "/findings", "/quarantine", "/connections", "/mappings", "/jobs" })
        {
            using var answer = await host.SendAsync(HttpMethod.Get, path, headers);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["same-origin"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void Browsers_are_bound_to_HTTPS_where_there_is_one(string scheme, bool bound)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        WebPages.Restrict(context);

        Assert.Equal(bound, context.Response.Headers.StrictTransportSecurity.Count > 0);
    }

    [Fact]
    public async Task The_cookie_of_the_forms_is_for_no_script_and_no_other_page()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var cookie = host.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie;

        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteMode.Strict, cookie.SameSite);
        Assert.Equal(CookieSecurePolicy.SameAsRequest, cookie.SecurePolicy);
    }

    private static Task<HttpResponseMessage> AskAsync(PageHost host, string from, string password) =>
        host.SendAsync(
            HttpMethod.Get,
            "/",
            ("X-Forwarded-For", from),
            ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:" + password)))
        );

    [GeneratedRegex(@"\{\w+(?::\w+)?\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
