namespace Bridge.Core.Model;

/// <summary>The two roles that a tool plays: Freshdesk is the helpdesk, Jira and ClickUp are trackers.</summary>
public enum Side
{
    Helpdesk,
    Tracker,
}

public static class Sides
{
    public static Side Other(this Side side) => side == Side.Helpdesk ? Side.Tracker : Side.Helpdesk;
}
