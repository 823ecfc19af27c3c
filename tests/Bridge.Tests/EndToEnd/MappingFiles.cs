using Bridge.Mappings;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.EndToEnd;

/// <summary>A folder with the Level 2 mapping file, which tests edit as people do: written beside and renamed.</summary>
internal sealed class MappingFiles : IDisposable
{
    private const string Name = "level-2-support.yaml";
    private static readonly string Shipped = File.ReadAllText(Path.Combine(Repository.Root, "mappings", Name));

    public MappingFiles(params (string Old, string New)[] edits)
    {
        this.Folder = Directory.CreateTempSubdirectory("bridge-mappings-").FullName;
        this.Write(edits);
    }

    public string Folder { get; }

    public MappingSet Read() => MappingFolder.Read(this.Folder);

    /// <summary>The shipped file with these edits and no others.</summary>
    public void Write(params (string Old, string New)[] edits)
    {
        var text = Shipped;
        foreach (var (old, replacement) in edits)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var beside = Path.Combine(this.Folder, Name + ".new");
        File.WriteAllText(beside, text);
        File.Move(beside, Path.Combine(this.Folder, Name), overwrite: true);
    }

    public void Remove() => File.Delete(Path.Combine(this.Folder, Name));

    public void Dispose() => Directory.Delete(this.Folder, recursive: true);
}
