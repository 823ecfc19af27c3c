namespace Bridge.Sandbox.Scenery;

/// <summary>The options that Freshdesk and Jira spell alike in the S2 process.</summary>
internal static class DikshaWords
{
    public static string[] Circles { get; } =
    ["Creation", "Consumption", "Mobile App", "Data and Reports", "Infrastructure"];

    public static string[] Exceptions { get; } =
    ["Delayed planning by circle owner", "Circle changed", "Feature deprecated"];
}
