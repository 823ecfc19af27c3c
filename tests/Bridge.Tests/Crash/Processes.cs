using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Crash;

/// <summary>Two shipped processes, with dates that are told as soon as they stand for a second, and all that can be asked of them.</summary>
internal static class Processes
{
    /// <summary>The webhook of the settings that the S2 process tells.</summary>
    public const string Chat = "chat";

    /// <summary>What it is sent.</summary>
    public const string ChatBody = """{"text":"{{text}}"}""";

    private const string Knowledge = """

        knowledge base:
          draft:
            when: resolved
            folder: Known solutions
            title: "{{ticket.subject}}"
            body: <p>{{fields.resolution_notes}}</p>

        """;

    /// <summary>Writes them to a new folder.</summary>
    public static async Task<string> WriteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bridge-crash-").FullName;
        await WriteAsync(folder, "level-2-support.yaml", text => Quick(text));
        await WriteAsync(folder, "diksha-s2.yaml", text => Talkative(Quick(text)) + Knowledge);
        return folder;
    }

    private static async Task WriteAsync(string folder, string name, Func<string, string> change)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "mappings", name));
        await File.WriteAllTextAsync(Path.Combine(folder, name), change(text));
    }

    private static string Quick(string text) => With(text, "settle: 10 minutes", "settle: 1 second");

    /// <summary>Comments and files go both ways, and a chat is told a second after a verification is asked for.</summary>
    private static string Talkative(string text)
    {
        var talking = With(
            text,
            "comments: { to tracker: notes, to helpdesk: all }",
            "comments: { to tracker: all, to helpdesk: all }\nfiles: { to tracker: all, to helpdesk: all }"
        );
        var late = With(
            talking,
            "sla:\n  warn at: [75%]",
            "sla:\n  targets: [{ stage: Closure Verification, time: 1 second }]\n  warn at: []"
        );
        return With(
            late,
            "    - { at: 200%, tell: [operations.head@example.org, solutions.head@example.org] }",
            $$$"""    - { at: 100%, stage: Closure Verification, post to: {{{Chat}}}, text: "{{ticket.subject}}" }"""
        );
    }

    private static string With(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }
}
