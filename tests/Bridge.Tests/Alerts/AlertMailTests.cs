using Bridge.Jobs;
using Bridge.Sandbox.Hosting;
using Bridge.Store;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Hooks;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Bridge.Tests.Alerts;

/// <summary>Alerts of a whole bridge: mail by the simulated Freshdesk, and the word of a dead key.</summary>
public sealed class AlertMailTests(PostgresFixture postgres)
{
    private const string Mail = "Bridge:Alerts:webhooks:";

    [Fact]
    public async Task A_note_mails_the_agents_and_is_not_written_twice_when_its_answer_was_lost()
    {
        await using var desk = await Desk.OpenAsync(
            postgres,
            ($"{Mail}Findings:0", "Webhook"),
            ($"{Mail}After", "00:00:00"),
            ($"{Mail}MailBy", "freshdesk"),
            ($"{Mail}MailTicket", "1"),
            ($"{Mail}MailTo:0", "dana@example.com")
        );
        var ticket = desk.World.City.Customers.Carol.ByMail.CreateTicket("Alerts", "<p>Here the bridge tells.</p>").Id;
        Assert.Equal(1, ticket);
        var services = desk.World.Bridge.Services;
        var cancel = TestContext.Current.CancellationToken;
        desk.World.City.Freshdesk.Faults.Next(new Fault.CutAfter(), "POST", "/tickets/1/notes");
        await services
            .GetRequiredService<GeneralFindings>()
            .OpenAsync(Core.Model.FindingKind.Webhook, "webhook/clickup", "It is suspended", cancel);
        await desk.Until(() => desk.Notes(ticket).Any(n => n.Contains("It is suspended", StringComparison.Ordinal)), "the note");
        for (var i = 0; i < 20 && await desk.NumberAsync("select count(*) from alert_messages where state <> 'sent'") > 0; i++)
        {
            await desk.PassAsync(TimeSpan.FromMinutes(3));
            try
            {
                await services.GetRequiredService<AlertJob>().RunAsync(cancel);
            }
            catch (JobException)
            {
                // It is looked for once more.
            }
        }

        await desk.UntilNoneAsync("alert_messages where state <> 'sent'");
        Assert.Single(desk.Notes(ticket), n => n.Contains("It is suspended", StringComparison.Ordinal));
        var note = Assert.Single(desk.Calls, c => c.Method == "POST" && c.Path.EndsWith("/tickets/1/notes", StringComparison.Ordinal));
        Assert.Contains("dana@example.com", note.Body, StringComparison.Ordinal);
        Assert.Contains("\"private\":true", note.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_key_is_told_at_once_and_its_end_too()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var desk = await Desk.OpenAsync(
            postgres,
            ("Bridge:Webhooks:chat:Url", receiver.Url),
            ("Bridge:Alerts:connections:Findings:0", "ConnectionDown"),
            ("Bridge:Alerts:connections:After", "00:00:00"),
            ("Bridge:Alerts:connections:Webhook", "chat")
        );
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        desk.World.City.ClickUp.Faults.Share(
            new Fault.Answer(401, """{"err":"Token invalid","ECODE":"OAUTH_025"}"""),
            1,
            seed: 1
        );
        world.Dana.PrivateNote(value.Ticket, "<p>The customer calls daily.</p>");
        await desk.Until(() => !receiver.All.IsEmpty, "the word of the dead key");
        Assert.Contains("The connection 'clickup' is paused", receiver.All.First().Body, StringComparison.Ordinal);
        Assert.DoesNotContain("pk_", receiver.All.First().Body, StringComparison.Ordinal);

        desk.Mend();
        await desk.PassAsync(TimeSpan.FromMinutes(2));
        await desk.UntilNoneAsync("findings where kind = 'ConnectionDown' and closed_at is null");
        await desk.World.Bridge.Services.GetRequiredService<AlertJob>().RunAsync(TestContext.Current.CancellationToken);
        await desk.Until(() => receiver.All.Count > 1, "the word of its end");
        Assert.Contains("Over: ConnectionDown.", receiver.All.Last().Body, StringComparison.Ordinal);
    }
}
