using System.Reflection;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conventions;

/// <summary>Habits of the house that no analyzer checks.</summary>
public sealed class ConventionTests
{
    private static readonly Assembly[] Ours =
    [
        typeof(Core.CaseJson).Assembly,
        typeof(BridgeHost).Assembly,
        typeof(Bridge.Sandbox.Hosting.SandboxServer).Assembly,
    ];

    [Fact]
    public void The_sandbox_and_the_core_know_nothing_of_the_other_projects()
    {
        foreach (
            var assembly in new[]
            {
                typeof(Bridge.Sandbox.Hosting.SandboxServer).Assembly,
                typeof(Core.CaseJson).Assembly,
            }
        )
        {
            Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(),
                r => r.Name is "bridge" or "Bridge.Core" or "Bridge.Sandbox"
            );
        }
    }

    [Fact]
    public void Concrete_classes_are_sealed()
    {
        var open = Ours.SelectMany(a => a.GetTypes())
            .Where(t =>
                t is { IsClass: true, IsSealed: false, IsAbstract: false }
                && !t.Name.Contains('<', StringComparison.Ordinal)
            )
            .Where(t => t.Namespace?.StartsWith("Bridge", StringComparison.Ordinal) == true)
            .Where(t => t.Name != "_Imports" && !Ours.SelectMany(a => a.GetTypes()).Any(other => other.BaseType == t))
            .Where(t => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(t))
            .Where(t => !t.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
            .Where(t => !typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(t))
            .Select(t => t.FullName)
            .ToList();

        Assert.Empty(open);
    }

    [Fact]
    public void No_source_file_is_longer_than_three_hundred_lines()
    {
        var longs = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            )
            .Where(f => File.ReadLines(f).Count() > 300)
            .Select(f => Path.GetRelativePath(Repository.Root, f))
            .ToList();

        Assert.Empty(longs);
    }
}
