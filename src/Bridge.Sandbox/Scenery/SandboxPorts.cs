namespace Bridge.Sandbox.Scenery;

/// <summary>The loopback ports of the three tools; 0 takes a free one.</summary>
public sealed record SandboxPorts(int Freshdesk = 0, int ClickUp = 0, int Jira = 0);
