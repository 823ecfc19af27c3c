using System.Text.RegularExpressions;

namespace Bridge.Tests.Faults;

/// <summary>Leads some requests of a connector to another address, as if the tool were not where it was.</summary>
internal sealed class Detour()
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private volatile Turn? turn;

    /// <summary>How many requests were led away so far.</summary>
    public int Taken { get; private set; }

    /// <summary>From here on matching requests go there.</summary>
    /// <param name="method">"*": any.</param>
    public void Lead(string method, string path, Uri to) =>
        this.turn = new Turn(
            method,
            new Regex(path, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
            to
        );

    /// <summary>All requests go where they should.</summary>
    public void End() => this.turn = null;

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (
            this.turn is { } turn
            && (turn.Method == "*" || turn.Method == request.Method.Method)
            && turn.Path.IsMatch(request.RequestUri!.PathAndQuery)
        )
        {
            this.Taken++;
            request.RequestUri = new Uri(turn.To, request.RequestUri.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private sealed record Turn(string Method, Regex Path, Uri To);
}
