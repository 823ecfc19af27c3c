using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Webhooks;

namespace Bridge.Doctor;

/// <summary>Whether a bridge answers where tools and customers reach it, and takes what is signed with its secrets.</summary>
internal sealed class EndpointCheck(HttpClient http, string? publicUrl, TimeProvider time)
{
    private const string Running = "Start the bridge, and see that PublicUrl leads to it from outside";

    /// <summary>Asks <c>/health/ready</c>.</summary>
    public async Task<IReadOnlyList<Diagnosis>> ReadyAsync(CancellationToken cancel)
    {
        if (publicUrl is null)
        {
            return [CommonLooks.NoPublicUrl];
        }

        var calls = new ExaminationCalls(http, time, new Uri(publicUrl.TrimEnd('/') + "/"), static _ => { });
        var answer = await calls.GetAsync("health/ready", cancel);
        var node = answer.Node();
        return
        [
            (answer, node.Text("status")) switch
            {
                ({ NoAnswer: { } none }, _) => new Diagnosis(
                    Mark.Problem,
                    $"{publicUrl} gives no answer: {none.Message}",
                    Running
                ),
                (_, "ready") => new Diagnosis(Mark.Good, $"a bridge is ready at {publicUrl}"),
                (_, "degraded" or "away") => new Diagnosis(
                    Mark.Problem,
                    $"the bridge at {publicUrl} says: {string.Join("; ", node.Items("problems").Select(p => p.ToString()))}",
                    "Mend what it says; it goes on by itself"
                ),
                _ => Other(publicUrl, answer.Status),
            },
        ];
    }

    /// <summary>Sends what the tool would send, marked as a test.</summary>
    /// <param name="secrets">Those that may be valid: one that the bridge takes will do.</param>
    public async Task<IReadOnlyList<Diagnosis>> DeliverAsync(
        Uri? address,
        ToolKind kind,
        IReadOnlyList<string> secrets,
        CancellationToken cancel
    )
    {
        if (address is null)
        {
            return [CommonLooks.NoPublicUrl];
        }

        var found = new Diagnosis(
            Mark.Problem,
            "there is no WebhookSecret, so the bridge refuses every delivery",
            kind == ToolKind.ClickUp
                ? "Run 'bridge doctor --fix': the bridge keeps the secret of a webhook that it registers"
                : "Set WebhookSecret to a long random text (openssl rand -hex 32), here and in the tool"
        );
        foreach (var secret in secrets)
        {
            found = await this.DeliverAsync(address, kind, secret, cancel);
            if (found.Mark == Mark.Good)
            {
                break;
            }
        }

        return [found];
    }

    private static Diagnosis Other(string at, int status) =>
        new(Mark.Problem, $"something else than a bridge answers at {at} ({status})", Running);

    private async Task<Diagnosis> DeliverAsync(Uri address, ToolKind kind, string secret, CancellationToken cancel)
    {
        using var request = TestDelivery.To(address, kind, secret);
        try
        {
            using var response = await http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            return (int)response.StatusCode switch
            {
                202 when text == TestDelivery.Taken => new Diagnosis(
                    Mark.Good,
                    $"a signed test delivery to {address} was taken"
                ),
                403 => new Diagnosis(
                    Mark.Problem,
                    $"the bridge at {address} refuses what is signed with WebhookSecret",
                    "It runs with other settings: restart it with these"
                ),
                404 => new Diagnosis(
                    Mark.Problem,
                    $"nothing takes deliveries at {address} (404)",
                    "The bridge there has no connection of this name, or PublicUrl lacks its path"
                ),
                503 => new Diagnosis(
                    Mark.Problem,
                    "the bridge cannot reach its database now (503)",
                    "Look at the database"
                ),
                var other => Other($"{address}", other),
            };
        }
        catch (HttpRequestException e)
        {
            return new Diagnosis(Mark.Problem, $"{address} gives no answer: {e.Message}", Running);
        }
    }
}
