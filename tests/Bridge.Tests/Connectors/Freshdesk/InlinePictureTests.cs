using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>Pictures in a customer's HTML whose addresses the customer chose.</summary>
public sealed class InlinePictureTests
{
    [Theory]
    [InlineData("/api/v2/agents")]
    [InlineData("/API/v2/agents")]
    [InlineData("/inline/../api/v2/agents")]
    [InlineData("/x/%2e%2e/api/v2/agents")]
    public void An_address_of_the_API_is_no_picture(string path)
    {
        var refs = new FreshdeskFileRefs(new Uri("https://acme.freshdesk.com/api/v2/"));

        Assert.Empty(refs.Of(null, $"<img src='https://acme.freshdesk.com{path}'>", Dana()));
    }

    [Theory]
    [InlineData("https://evil.example/a.png")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://localhost:5080/cases")]
    [InlineData("https://acme.freshdesk.com.evil.example/a.png")]
    [InlineData("https://acme.freshdesk.com@evil.example/a.png")]
    [InlineData("file:///etc/passwd")]
    public void A_picture_of_another_host_is_no_file_of_the_ticket(string address)
    {
        var refs = new FreshdeskFileRefs(new Uri("https://acme.freshdesk.com/api/v2/"));

        Assert.Empty(refs.Of(null, $"<img src='{address}'>", Dana()));
    }

    [Theory]
    [InlineData("/api/v2/agents/me")]
    [InlineData("/helpdesk/tickets/1.json")]
    public async Task A_picture_is_fetched_with_the_key_from_no_address_of_the_API(string path)
    {
        await using var desk = await Desk.StartAsync();
        var id = desk.NewTicket();
        var address = desk.Server.BaseUrl + path;
        var file = new FileRef("inline:1", "a.png", null, null, default, "Dana", false, address);

        var failed = Assert.IsType<Opened.Failed>(await desk.Tool.OpenAsync(Desk.Text(id), file, 1000, default));

        Assert.NotEqual(FailureKind.Unauthorized, failed.Failure.Kind);
    }

    private static FileSource Dana() => new(default, "Dana", ByBridge: false);
}
