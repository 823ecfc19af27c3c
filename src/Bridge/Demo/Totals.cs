namespace Bridge.Demo;

/// <summary>What a demo came to.</summary>
internal sealed record Totals(
    int Tickets,
    int Items,
    int Replies,
    int Notes,
    int Comments,
    long Effects,
    IReadOnlyList<ToolCalls> Calls
)
{
    public static async Task<Totals> CountAsync(DemoWorld world, CancellationToken cancel)
    {
        var city = world.City;
        var bot = city.Freshdesk.IntegrationAgent.Id;
        var talk = city.Freshdesk.Tickets.SelectMany(t => city.Freshdesk.Conversations(t.Id)).ToList();
        var comments = await new Scene(world).NumberAsync(
            "select count(*) from effects where kind = 'comment' and state = 'done'",
            null,
            cancel
        );
        return new Totals(
            city.Freshdesk.Tickets.Count,
            city.ClickUp.GetTasks().Count + city.Jira.Keys.Count,
            talk.Count(c => c.IsReplyToCustomer),
            talk.Count(c => c.Private && c.UserId == bot),
            (int)comments,
            await new Scene(world).NumberAsync("select count(*) from effects where state = 'done'", null, cancel),
            new ApiCalls(world).All()
        );
    }
}
