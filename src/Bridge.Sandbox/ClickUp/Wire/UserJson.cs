using System.Text.Json;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>The shapes in which a user appears.</summary>
internal static class UserJson
{
    /// <summary>In tasks, comments and fields.</summary>
    public static void Write(Utf8JsonWriter json, ClickUpUser user)
    {
        json.WriteStartObject();
        WriteBasics(json, user);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, ClickUpUser? user)
    {
        json.WritePropertyName(name);
        if (user is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Write(json, user);
        }
    }

    public static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<ClickUpUser> users)
    {
        json.WriteStartArray(name);
        foreach (var user in users)
        {
            Write(json, user);
        }

        json.WriteEndArray();
    }

    /// <summary>In history items and workspace members: with the role.</summary>
    public static void WriteWithRole(Utf8JsonWriter json, ClickUpUser user)
    {
        json.WriteStartObject();
        WriteBasics(json, user);
        json.WriteNumber("role", user.Role);
        json.WriteNumber("role_subtype", 0);
        json.WriteEndObject();
    }

    /// <summary>GET /user: the caller, with the time zone that decides about date-only dates.</summary>
    public static void WriteSelf(Utf8JsonWriter json, ClickUpUser user)
    {
        json.WriteStartObject();
        WriteBasics(json, user);
        json.WriteNumber("week_start_day", 1);
        json.WriteBoolean("global_font_support", true);
        json.WriteString("timezone", user.Zone);
        json.WriteEndObject();
    }

    public static void WriteMember(Utf8JsonWriter json, ClickUpUser user)
    {
        json.WriteStartObject();
        WriteBasics(json, user);
        json.WriteStartObject("profileInfo");
        foreach (var name in ProfileInfo)
        {
            json.WriteNull(name);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static readonly string[] ProfileInfo =
    [
        "display_profile",
        "verified_ambassador",
        "verified_consultant",
        "top_tier_user",
        "viewed_verified_ambassador",
        "viewed_verified_consultant",
        "viewed_top_tier_user",
    ];

    private static void WriteBasics(Utf8JsonWriter json, ClickUpUser user)
    {
        json.WriteNumber("id", user.Id);
        json.WriteString("username", user.Name);
        json.WriteString("email", user.Email);
        json.WriteString("color", user.Color);
        json.WriteString("initials", user.Initials);
        json.WriteString("profilePicture", $"https://attachments.clickup.com/profilePictures/{user.Id}.jpg");
    }
}
