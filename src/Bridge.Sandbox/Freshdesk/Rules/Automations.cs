using Bridge.Sandbox.Freshdesk.Desk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Sandbox.Freshdesk.Rules;

/// <summary>Runs the webhook rules. Rules are asked in their order; each that matches sends its own request.</summary>
internal sealed class Automations(Placeholders placeholders, WebhookSender sender)
{
    private readonly List<(FreshdeskWebhookRule Rule, WebhookBody Body, Dictionary<string, string> Headers)> rules = [];

    /// <summary>The rules that mail requesters.</summary>
    public List<FreshdeskMailRule> Mails { get; } = [];

    /// <summary>The rules that are webhooks, in their order.</summary>
    public IEnumerable<FreshdeskWebhookRule> Webhooks => this.rules.Select(r => r.Rule);

    public void Add(FreshdeskWebhookRule rule)
    {
        var headers = new Dictionary<string, string>(rule.Headers, StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("Content-Type", "application/json");
        this.rules.Add((rule, new WebhookBody(rule.Layout), headers));
    }

    public void Remove(string name) => this.rules.RemoveAll(r => r.Rule.Name == name);

    public void Updated(Performer performer, FreshdeskTicket ticket, IReadOnlyList<TicketChange> changes) =>
        this.Fire(FreshdeskRuleEvents.TicketUpdated, performer, ticket, rule => Text(rule, changes));

    public void Happened(FreshdeskRuleEvents happened, Performer performer, FreshdeskTicket ticket, string text) =>
        this.Fire(happened, performer, ticket, _ => text);

    /// <summary>Only the first matching change is told, even if more changed at once; null when none matches.</summary>
    private static string? Text(FreshdeskWebhookRule rule, IReadOnlyList<TicketChange> changes)
    {
        if (rule.Fields.Count == 0)
        {
            return changes[0].Describe();
        }

        var first = rule
            .Fields.Select(f => changes.FirstOrDefault(c => c.Field == f))
            .FirstOrDefault(c => c is not null);
        return first?.Describe();
    }

    private static bool Counts(FreshdeskWebhookRule rule, Performer performer) =>
        rule.Performer.HasFlag(performer.Kind)
        && (!performer.IsAgent || rule.Members.Count == 0 || rule.Members.Contains(performer.UserId));

    private void Fire(
        FreshdeskRuleEvents happened,
        Performer performer,
        FreshdeskTicket ticket,
        Func<FreshdeskWebhookRule, string?> text
    )
    {
        foreach (var (rule, body, headers) in this.rules)
        {
            if (
                rule.Active
                && rule.On.HasFlag(happened)
                && Counts(rule, performer)
                && rule.Condition?.Invoke(ticket) != false
                && text(rule) is { } triggered
            )
            {
                var bytes = body.Render(name => placeholders.Value(name, ticket, triggered));
                sender.Send(new WebhookDelivery(rule.Url, bytes, headers));
            }
        }
    }
}
