using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

internal static class VersionJson
{
    /// <summary>Writes a version; the brief form is the one inside an issue. Absent dates are left out.</summary>
    public static void Write(
        Utf8JsonWriter json,
        ProjectVersion version,
        Project project,
        WireForm form,
        DateOnly today,
        bool brief = false
    )
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("version/" + version.Id));
        json.WriteString("id", version.Id);
        if (version.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteString("name", version.Name);
        json.WriteBoolean("archived", version.Archived);
        json.WriteBoolean("released", version.Released);
        if (version.StartDate is { } start && !brief)
        {
            json.WriteString("startDate", DateType.Text(start));
        }

        if (version.ReleaseDate is { } date)
        {
            json.WriteString("releaseDate", DateType.Text(date));
        }

        if (!brief)
        {
            if (version.ReleaseDate is { } shown)
            {
                json.WriteBoolean("overdue", !version.Released && shown < today);
                json.WriteString("userReleaseDate", shown.ToString("d/MMM/yyyy", CultureInfo.InvariantCulture));
            }

            json.WriteNumber("projectId", project.Id);
        }

        json.WriteEndObject();
    }
}
