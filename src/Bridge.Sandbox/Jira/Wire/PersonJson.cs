using System.Text.Json;

namespace Bridge.Sandbox.Jira.Wire;

internal static class PersonJson
{
    private static readonly string[] Sizes = ["48x48", "24x24", "16x16", "32x32"];

    /// <summary>Writes an account; the address is hidden on Cloud unless it is the reader's own.</summary>
    public static void Write(Utf8JsonWriter json, JiraUser? user, WireForm form, bool isReader = false)
    {
        if (user is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        if (form.IsCloud)
        {
            json.WriteString("self", form.Self("user?accountId=" + user.AccountId));
            json.WriteString("accountId", user.AccountId);
        }
        else
        {
            json.WriteString("self", form.Self("user?username=" + user.Name));
            json.WriteString("name", user.Name);
            json.WriteString("key", user.Key);
        }

        if (!form.IsCloud || isReader || form.Options.ShowEmails)
        {
            json.WriteString("emailAddress", user.Email);
        }

        json.WriteStartObject("avatarUrls");
        foreach (var size in Sizes)
        {
            json.WriteString(size, $"{form.BaseUrl}/avatar/{user.AccountId}?size={size[..2]}");
        }

        json.WriteEndObject();
        json.WriteString("displayName", user.DisplayName);
        json.WriteBoolean("active", user.Active);
        json.WriteString("timeZone", user.TimeZone);
        if (form.IsCloud)
        {
            json.WriteString("accountType", "atlassian");
        }

        if (isReader)
        {
            json.WriteString("locale", "en_US");
        }

        json.WriteEndObject();
    }
}
