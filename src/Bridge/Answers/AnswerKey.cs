using System.Security.Cryptography;
using Bridge.Settings;

namespace Bridge.Answers;

/// <summary>The secret that customers' answer links are signed with. It is never logged.</summary>
internal static class AnswerKey
{
    private const string FileName = "answer.key";
    private const int Bytes = 32;

    /// <summary>
    /// The key of the settings; without one, that of the data folder, which is made at the first call, for its owner's
    /// eyes alone, and outlives restarts.
    /// </summary>
    public static string Of(BridgeOptions options)
    {
        if (options.AnswerKey is { } given)
        {
            return given;
        }

        Directory.CreateDirectory(options.DataFolder);
        var path = Path.Combine(options.DataFolder, FileName);
        if (!File.Exists(path))
        {
            Make(path);
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>Written beside and moved: whoever finds the file finds all of it. Of several at once, the first wins.</summary>
    private static void Make(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
