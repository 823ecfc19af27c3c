namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Who acts, and whether by API (as the owner of the key) or in the tool's own pages.</summary>
internal sealed record Performer(long UserId, FreshdeskPerformer Kind, bool ByApi)
{
    public bool IsAgent => this.Kind == FreshdeskPerformer.Agent;
}
