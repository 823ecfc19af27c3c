using System.Net;
using Bridge.Connectors.Http;

namespace Bridge.Tests.Connectors.Http;

public sealed class ForeignHostsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.170")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001:0:a00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::a00:1")]
    [InlineData("100::1")]
    [InlineData("2606:4700::5efe:a00:1")]
    [InlineData("2606:4700::200:5efe:a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    public void An_address_of_a_private_network_is_not_public(string address) =>
        Assert.False(ForeignHosts.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.0.3.1")]
    [InlineData("198.20.0.1")]
    [InlineData("2606:4700::1111")]
    public void An_address_that_is_reached_from_everywhere_is_public(string address) =>
        Assert.True(ForeignHosts.IsPublic(IPAddress.Parse(address)));

    /// <summary>However a host is written, the address that it comes to counts, at the moment of connecting.</summary>
    [Theory]
    [InlineData("http://localhost:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://0x7f000001:1/")]
    [InlineData("http://0177.0.0.1:1/")]
    [InlineData("http://127.1:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    public async Task A_private_address_in_any_spelling_is_refused_at_connecting(string address)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            ForeignHosts
                .For(new Uri("https://tool.example"))
                .GetAsync(new Uri(address), TestContext.Current.CancellationToken)
        );

        Assert.Contains("private network", refused.ToString(), StringComparison.Ordinal);
    }
}
