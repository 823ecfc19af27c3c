using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Statuses as history items show them: without their id.</summary>
internal static class StatusHistory
{
    public const string None = """{"status":null,"color":"#000000","type":"removed","orderindex":-1}""";

    public static string Of(Status status) => Json.Text(json => PlaceJson.WriteStatus(json, status, withId: false));

    public static string Data(Status status) => $$"""{"status_type":"{{status.Type}}"}""";
}
