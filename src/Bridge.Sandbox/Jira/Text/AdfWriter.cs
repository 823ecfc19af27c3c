using System.Text.Json.Nodes;

namespace Bridge.Sandbox.Jira.Text;

/// <summary>Plain text to ADF: a blank line ends a paragraph, a line end is a hard break, !name! alone is a picture.</summary>
internal static class AdfWriter
{
    public static string FromMarkup(string text)
    {
        var content = new JsonArray();
        foreach (var part in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            content.Add(part.Length > 2 && part[0] == '!' && part[^1] == '!' ? Picture(part[1..^1]) : Paragraph(part));
        }

        return new JsonObject
        {
            ["version"] = 1,
            ["type"] = "doc",
            ["content"] = content,
        }.ToJsonString();
    }

    /// <summary>The id is one of the media store, not the attachment's.</summary>
    private static JsonObject Picture(string name) =>
        new()
        {
            ["type"] = "mediaSingle",
            ["attrs"] = new JsonObject { ["layout"] = "center" },
            ["content"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "media",
                    ["attrs"] = new JsonObject
                    {
                        ["type"] = "file",
                        ["id"] = "9f1f5cf6-3d2c-4a5e-8b7a-" + name.Length.ToString("x12", null),
                        ["collection"] = "",
                        ["alt"] = name,
                    },
                }
            ),
        };

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
