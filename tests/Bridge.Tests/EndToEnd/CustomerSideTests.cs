using System.Globalization;
using System.Text.RegularExpressions;
using Bridge.Core.Mappings;
using Bridge.Tests.Hooks;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>Stopped messages, shared items and webhooks on a bridge that runs.</summary>
public sealed partial class CustomerSideTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_stopped_resolution_is_rewritten_on_its_page_and_told_once()
    {
        await using var desk = await Desk.OpenAsync(postgres);
        var world = Level2World.On(desk);
        var value = await world.FixingAsync();
        world.Priya.SetField(value.Task, "Pull Request", "https://git.example.com/pr/1");
        world.Priya.SetStatus(value.Task, "verifying");
        await desk.Until(() => desk.Stands(value.Ticket, "Verifying"), "verifying");
        world.Priya.SetField(value.Task, "Merged Pull Request", "Yes");
        world.Priya.SetField(value.Task, "Resolution Notes", "The stack trace is gone, all is well.");
        world.Priya.SetStatus(value.Task, "in production");
        await desk.Until(() => desk.Stands(value.Ticket, "Closed (Resolved)"), "closed");
        await desk.SettledAsync();
        Assert.Contains(
            await desk.FindingsAsync(value.Ticket),
            f => f.Contains("is stopped: it contains the word 'stack trace'", StringComparison.Ordinal)
        );
        var before = desk.Replies(value.Ticket).Count();

        await RewriteAsync(desk, value.Ticket, "Your totals are *right* again.");

        await desk.Until(() => desk.Replies(value.Ticket).Count() > before, "the rewritten message");
        await desk.LookAsync(value.Ticket);
        await desk.SettledAsync();
        Assert.Equal("Your totals are right again.", desk.Replies(value.Ticket).Last().Trim());
        Assert.Equal(before + 1, desk.Replies(value.Ticket).Count());
        Assert.Empty(await desk.FindingsAsync(value.Ticket));
        Assert.Contains(
            await desk.TimelineAsync(value.Ticket),
            line => line.Contains("Kim rewrote the message 'Resolved'", StringComparison.Ordinal)
        );
        Assert.Equal(1, await desk.NumberAsync("select count(*) from verdicts where heeded_at is not null"));
    }

    [Fact]
    public async Task Customers_of_one_item_hear_one_after_the_other_as_the_file_says()
    {
        var rule = new SharedItemRule { AtMost = new EtaPace(1, TimeSpan.FromMinutes(30)) };
        await using var desk = await Desk.OpenAsync(postgres, [.. Changed(p => p with { SharedItem = rule })]);
        var world = Level2World.On(desk);
        var first = await world.FixingAsync();
        var second = world.Elevate(world.Subject(), ("Engineering Key", first.Task));
        await desk.Until(() => desk.Stands(second, "Fixing"), "the second ticket is where the task is");
        await desk.QuietAsync();

        await desk.PassAsync(TimeSpan.FromMinutes(11));
        await desk.Until(() => desk.Replies(first.Ticket).Any(), "the first customer hears of the ETA");
        await desk.SettledAsync();
        Assert.Empty(desk.Replies(second));

        await desk.PassAsync(TimeSpan.FromMinutes(31));
        await desk.Until(() => desk.Replies(second).Any(), "the second customer hears of the ETA");
        await desk.SettledAsync();
        Assert.Single(desk.Replies(first.Ticket));
        Assert.Single(desk.Replies(second));
    }

    [Fact]
    public async Task A_webhook_is_told_of_a_breach_and_told_again_with_the_same_id_when_nobody_knows()
    {
        await using var chat = await Receiver.StartAsync();
        chat.Answer = times => (times == 1 ? 503 : 200, null);
        var sla = new SlaRule { WarnAt = [], Steps = [new SlaStep(1, [], null) { PostTo = "chat" }] };
        await using var desk = await Desk.OpenAsync(
            postgres,
            [.. Changed(p => p with { Sla = sla })],
            ("Bridge:Webhooks:chat:Url", chat.Url),
            ("Bridge:Webhooks:chat:Secret", "Bearer canary")
        );
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();

        await desk.PassAsync(TimeSpan.FromDays(4));
        await desk.UntilInTime(() => chat.All.Count == 2, "told again");
        await desk.SettledAsync();

        Assert.Equal(2, chat.All.Count);
        Assert.Single(chat.All.Select(t => t.Headers["Bridge-Id"]).Distinct());
        Assert.All(chat.All, t => Assert.Equal("Bearer canary", t.Headers["Authorization"]));
        Assert.Contains("SLA of Validating is over", chat.All.First().Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await desk.TimelineAsync(value.Ticket),
            line => line.Contains("canary", StringComparison.Ordinal)
        );
    }

    private static IEnumerable<ProcessMapping> Changed(Func<ProcessMapping, ProcessMapping> change) =>
        Repository.Mappings().Select(p => p.Name == "Level 2 Support" ? change(p) : p);

    /// <summary>Writes other words on the page of the case, as a browser does.</summary>
    private static async Task RewriteAsync(Desk desk, long ticket, string text)
    {
        var number = ticket.ToString(CultureInfo.InvariantCulture);
        var id = await desk.NumberAsync($"select id from cases where ticket_id = '{number}'");
        using var browser = new HttpClient();
        var page = await browser.GetStringAsync(
            new Uri($"{desk.World.Url}/cases/{id}"),
            TestContext.Current.CancellationToken
        );
        var action = ActionPattern().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", TokenPattern().Match(page).Groups["value"].Value),
            new("seen", SeenPattern().Match(page).Groups["value"].Value),
            new("text", text),
            new("by", "Kim"),
            new("verdict", "rewrite"),
        ]);
        using var answer = await browser.PostAsync(
            new Uri(desk.World.Url + action),
            form,
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            "Your decision is stored",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex("action=\"(?<value>/cases/[0-9]+/messages/[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActionPattern();

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"seen\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeenPattern();
}
