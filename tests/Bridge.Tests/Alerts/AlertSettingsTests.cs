using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace Bridge.Tests.Alerts;

public sealed class AlertSettingsTests
{
    [Theory]
    [InlineData("Findings:0", "Refusd", "names 'Refusd', and there is no such kind of finding. Did you mean 'Refused'?")]
    [InlineData("Findings:0", null, "must be about one thing: give one of Findings, Degraded")]
    [InlineData("Degraded", "true", "must be about one thing")]
    [InlineData("Connections:0", "clickp", "no such connection. Did you mean 'clickup'?")]
    [InlineData("Webhook", "chatt", "Bridge:Alerts:a:Webhook names 'chatt', and there is no such webhook. Did you mean 'chat'?")]
    [InlineData("Webhook", null, "must tell one: give Webhook, or MailBy")]
    [InlineData("MailBy", "freshdesk", "must tell one")]
    [InlineData("After", "-00:01:00", "are 00:00:00 or more")]
    [InlineData("OldestSignals", "00:01:00", "There is no setting 'OldestSignals' under Bridge. Did you mean 'OldestSignal'?")]
    public void A_wrong_alert_is_named_with_its_cure(string key, string? value, string says)
    {
        Assert.Contains(Read((key, value)).Errors, e => e.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Mail_needs_a_freshdesk_a_ticket_and_agents()
    {
        var errors = Read(("Webhook", null), ("MailBy", "clickup"), ("MailTo:0", "lead")).Errors;

        Assert.Contains(errors, e => e.Contains("which sends no mail: name a Freshdesk connection", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("MailTicket is missing", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("MailTo must name agents", StringComparison.Ordinal));
    }

    [Fact]
    public void A_good_alert_is_taken()
    {
        Assert.Empty(Read().Errors);
        Assert.Empty(
            Read(("Webhook", ""), ("MailBy", "freshdesk"), ("MailTicket", "7"), ("MailTo:0", "lead@example.com")).Errors
        );
    }

    [Fact]
    public void A_process_that_no_mapping_file_has_is_named_with_the_nearest()
    {
        var processes = Repository.Mappings().Select(p => p with { Validation = null, Sla = null }).ToList();
        var reading = Read(("Processes:0", processes[0].Name[..^1])).With(processes);

        Assert.Contains(
            reading.Errors,
            e => e.Contains($"there is no such process. Did you mean '{processes[0].Name}'?", StringComparison.Ordinal)
        );
    }

    private static SettingsReading Read(params (string Key, string? Value)[] changes)
    {
        var all = new Dictionary<string, string?>
        {
            ["Bridge:Webhooks:chat:Url"] = "https://chat.example/hook",
            ["Bridge:Connections:freshdesk:Kind"] = "Freshdesk",
            ["Bridge:Connections:freshdesk:BaseUrl"] = "https://x.freshdesk.com",
            ["Bridge:Connections:freshdesk:ApiKey"] = "k",
            ["Bridge:Connections:clickup:Kind"] = "ClickUp",
            ["Bridge:Connections:clickup:Token"] = "t",
            ["Bridge:Connections:clickup:WorkspaceId"] = "1",
            ["Bridge:Alerts:a:Findings:0"] = "Refused",
            ["Bridge:Alerts:a:Webhook"] = "chat",
        };
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                all.Remove($"Bridge:Alerts:a:{key}");
            }
            else
            {
                all[$"Bridge:Alerts:a:{key}"] = value;
            }
        }

        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
