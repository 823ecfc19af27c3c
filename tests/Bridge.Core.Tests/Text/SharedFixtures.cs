using System.Text.Json;

namespace Bridge.Core.Tests.Text;

/// <summary>Recorded payloads beside the repository; a test that needs a missing one is skipped.</summary>
internal static class SharedFixtures
{
    public static JsonDocument Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "..", "shared", "fixtures", name);
            if (File.Exists(Path.Combine(folder.FullName, "Bridge.sln")) && File.Exists(file))
            {
                return JsonDocument.Parse(File.ReadAllText(file));
            }
        }

        Assert.Skip($"The recorded payload ../shared/fixtures/{name} is not beside the repository.");
        return null!;
    }
}
