using System.Globalization;
using Bridge.Sandbox.Freshdesk.Desk;
using Microsoft.AspNetCore.Http;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>One API call of an agent, read and ready to be answered.</summary>
internal sealed class Call(HttpContext context, Account account, FreshdeskAgent agent, Payload payload)
{
    public Account Account { get; } = account;

    public FreshdeskAgent Agent { get; } = agent;

    public Payload Payload { get; } = payload;

    public Performer Performer { get; } = new(agent.Id, FreshdeskPerformer.Agent, ByApi: true);

    public long Id => long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    public string Route(string name) => (string)context.Request.RouteValues[name]!;

    public string? Query(string name) =>
        context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public IReadOnlySet<string> Include =>
        this.Query("include")?.Split(',', StringSplitOptions.TrimEntries).ToHashSet() ?? [];

    /// <summary>The address of this call with another page number.</summary>
    public string PageAddress(int page)
    {
        var others = context
            .Request.Query.Where(q => q.Key != "page")
            .SelectMany(q => q.Value.Select(v => $"{q.Key}={Uri.EscapeDataString(v ?? "")}"));
        return $"{this.Account.BaseUrl()}{context.Request.Path}?{string.Join('&', others.Append($"page={page}"))}";
    }
}
