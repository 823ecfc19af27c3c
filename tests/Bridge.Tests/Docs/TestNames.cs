using System.Text.RegularExpressions;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Docs;

/// <summary>The tests that there are, by the sources of both test projects: tables in the documents name them.</summary>
internal static partial class TestNames
{
    private static readonly ILookup<string, string> OfClass = Read();

    /// <summary>Whether there is a test of this name, as "Class.Method".</summary>
    public static bool Exists(string name) =>
        name.Split('.') is [var type, var method] && OfClass[type].Contains(method, StringComparer.Ordinal);

    private static ILookup<string, string> Read() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text =>
                Class()
                    .Matches(text)
                    .SelectMany(type =>
                        Method()
                            .Matches(text)
                            .Select(method => (Type: type.Groups["name"].Value, Method: method.Groups["name"].Value))
                    )
            )
            .ToLookup(test => test.Type, test => test.Method, StringComparer.Ordinal);

    [GeneratedRegex(@"^public .*class (?<name>\w+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Class();

    /// <summary>A fact, theory or property: attributes, perhaps with data between, and then the method.</summary>
    [GeneratedRegex(
        @"\[(?:Fact|Theory|Property)[^\n]*\n(?:(?!\n\n).)*?public (?:async )?\w+ (?<name>\w+)\(",
        RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Method();
}
