using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>Plain text to ADF: a blank line ends a paragraph, a line end is a hard break.</summary>
internal static class AdfWriter
{
    public static string FromMarkup(string text)
    {
        var content = new JsonArray();
        foreach (var part in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            content.Add(Paragraph(part));
        }

        return new JsonObject
        {
            ["version"] = 1,
            ["type"] = "doc",
            ["content"] = content,
        }.ToJsonString();
    }

    private static JsonObject Paragraph(string text)
    {
        var inline = new JsonArray();
        foreach (var line in text.Split('\n'))
        {
            if (inline.Count > 0)
            {
                inline.Add(new JsonObject { ["type"] = "hardBreak" });
            }

            if (line.Length > 0)
            {
                inline.Add(new JsonObject { ["type"] = "text", ["text"] = line });
            }
        }

        return new JsonObject { ["type"] = "paragraph", ["content"] = inline };
    }
}
