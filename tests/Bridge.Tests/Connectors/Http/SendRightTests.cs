using System.Net;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;

namespace Bridge.Tests.Connectors.Http;

public sealed class SendRightTests : IDisposable
{
    private static readonly Uri Address = new("http://tool.example/item");
    private readonly Wire wire = new();
    private readonly ToolHttp http;

    public SendRightTests() =>
        this.http = new ToolHttp(
            new HttpClient(this.wire),
            new RateBudget(TimeProvider.System, null),
            TimeProvider.System,
            TimeSpan.FromSeconds(20),
            new RateHabits(LimitsArePerMinute: false, _ => false)
        );

    [Fact]
    public async Task A_write_leaves_only_while_the_right_holds()
    {
        var holds = true;
        using (SendRight.Under(() => holds))
        {
            Assert.True((await this.SendAsync(HttpMethod.Put)).Good);
            holds = false;
            var refused = await this.SendAsync(HttpMethod.Put);
            Assert.Equal(FailureKind.Offline, refused.NoAnswer!.Kind);
        }

        Assert.Equal(1, this.wire.Sent);
    }

    [Fact]
    public async Task Reads_need_no_right_and_neither_do_calls_outside_of_a_case()
    {
        using (SendRight.Under(() => false))
        {
            Assert.True((await this.SendAsync(HttpMethod.Get)).Good);
        }

        Assert.True((await this.SendAsync(HttpMethod.Post)).Good);
        Assert.Equal(2, this.wire.Sent);
    }

    public void Dispose() => this.http.Dispose();

    private Task<ToolAnswer> SendAsync(HttpMethod method) =>
        this.http.SendAsync(
            () => new HttpRequestMessage(method, Address),
            Priority.State,
            TestContext.Current.CancellationToken
        );

    private sealed class Wire : HttpMessageHandler
    {
        public int Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            this.Sent++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
