namespace Bridge.Sandbox.ClickUp;

/// <summary>A status to set up. Type: open, custom, done or closed; a list has one open status, its first.</summary>
public sealed record StatusSpec(string Name, string Type = "custom", string Color = "#87909e")
{
    public static StatusSpec Open(string name) => new(name, "open");

    public static StatusSpec Active(string name) => new(name, "custom", "#5f55ee");

    public static StatusSpec Done(string name) => new(name, "done", "#008844");

    public static StatusSpec Closed(string name) => new(name, "closed", "#6bc950");

    internal static IReadOnlyList<StatusSpec> Default { get; } =
    [Open("to do"), Active("in progress"), Closed("complete")];
}
