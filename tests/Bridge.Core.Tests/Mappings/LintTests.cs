using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>What a file says that it cannot mean. Each row replaces one piece of a process that has none of it.</summary>
public sealed class LintTests
{
    private const string Sound = MappingErrorTests.Sound;

    [Fact]
    public void A_sound_file_has_no_warnings() => Assert.Empty(MappingReader.Read("f.yaml", Sound).Warnings);

    [Theory]
    [InlineData(
        "    from: [Validating]\n  Done:\n",
        "    from: [Validating]\n  Stuck:\n    helpdesk: Stuck\n  Done:\n    from: [Verifying]\n",
        "stuck-stage 42:3 'Stuck'"
    )]
    [InlineData("      - Severity\n", "      - Severity\n      - Size\n", "gate-before-item 37:9 'Size'")]
    [InlineData(
        "    helpdesk: Verifying\n    tracker: verifying\n",
        "    helpdesk: Verifying\n    requires: [Size]\n",
        "gate-out-of-reach 40:16 'Size'"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }\n",
        "  when: { all: [{ field: status, is: Elevating }, { field: status, is: Done }] }\n",
        "never-true 5:9 no ticket ever comes in"
    )]
    [InlineData(
        "  title:",
        "  out of scope:\n    - { name: A, when: { field: type, is one of: [Bug, Idea] }, note: x }\n    - { name: B, when: { field: type, is: Idea }, note: x }\n  title:",
        "never-reached 8:24 'B' is never reached"
    )]
    [InlineData(
        "  title:",
        "  out of scope: [{ name: A, when: { field: status, is not: Done }, note: x }]\n  title:",
        "nothing-comes-in 6:35 no ticket comes in"
    )]
    [InlineData(
        "  when: { field: status, is: Elevating }\n",
        "  when: { field: status, is: Done }\n",
        "entry-status 5:9 'Done'"
    )]
    [InlineData(
        "  First:\n",
        "  Twin: { to: customer, when: ETA first set, text: { en: x } }\n  First:\n",
        "told-twice 51:3 'First'"
    )]
    [InlineData(
        "messages:\n",
        "leak words: [by soon]\nmessages:\n  Bad: { to: customer, when: resolved, text: { en: \"<p>By soon.</p>\" } }\n",
        "always-stopped"
    )]
    [InlineData("      en: |\n        <p>By", "      fr: <p>Bientôt</p>\n      en: |\n        <p>By", "")]
    [InlineData("  First:\n", "  Twin: { to: customer, when: resolved, text: { fr: x } }\n  First:\n", "language-gap")]
    [InlineData(
        "gates: { on violation: revert,",
        "gates: { on violation: hold,",
        "no-effect 47:37 no stage is ever put back"
    )]
    [InlineData(
        "from stage: Verifying }",
        "from stage: Verifying, quiet days: 2 }",
        "no-effect 48:55 no message tells"
    )]
    [InlineData("messages:\n", "comments: { edits: keep }\nmessages:\n", "no-effect 49:20 no comment goes over")]
    [InlineData("messages:\n", "comments: { to helpdesk: all, author: none }\nmessages:\n", "")]
    [InlineData("messages:\n", "files: { largest: 5 MB }\nmessages:\n", "no-effect 49:19 no file goes over")]
    [InlineData(
        "messages:\n",
        "files: { to tracker: from comments }\nmessages:\n",
        "no-effect 49:22 no comment goes to the tracker"
    )]
    [InlineData(
        "messages:\n",
        "files: { to tracker: all, types: [images, .zip], except: .zip }\nmessages:\n",
        "no-effect 49:58 '.zip' stands"
    )]
    [InlineData("  Size:\n", "  Idle: { type: text, helpdesk: Idle }\n  Size:\n", "unused-field 12:3 'Idle'")]
    [InlineData("S2: Minor }", "S2: Critical }", "value-loop")]
    [InlineData("process: Fixes\n", "process: Fixes\n# password: hunter2hunter2hunter2\n", "secret-in-file 2:3")]
    [InlineData(
        "process: Fixes\n",
        "process: Fixes\ndescription: https://bob:s3cret@x.example\n",
        "secret-in-file 2:14"
    )]
    [InlineData("process: Fixes\n", "process: Fixes\ndescription: the password is in the vault\n", "")]
    public void What_cannot_be_meant_is_found(string piece, string wrong, string finding)
    {
        var text = Sized(Sound);
        Assert.Contains(piece, text, StringComparison.Ordinal);
        var at = text.IndexOf(piece, StringComparison.Ordinal);

        var reading = MappingReader.Read("f.yaml", text[..at] + wrong + text[(at + piece.Length)..]);
        var found = reading
            .Errors.Concat(reading.Warnings)
            .Where(f => f.Rule != LintRules.UnusedField || finding.StartsWith("unused", StringComparison.Ordinal))
            .Where(f => f.Rule != LintRules.LanguageGap || finding.StartsWith("language", StringComparison.Ordinal))
            .ToList();

        if (finding.Length == 0)
        {
            Assert.Empty(found);
        }
        else
        {
            var parts = finding.Split(' ', 3);
            Assert.Contains(
                found,
                f =>
                    f.Rule.Code == parts[0]
                    && (parts.Length < 2 || $"{f.Line}:{f.Column}" == parts[1])
                    && (parts.Length < 3 || f.Message.Contains(parts[2], StringComparison.Ordinal))
            );
        }
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var text = Sound.Replace(
            "process: Fixes",
            "process: Fixes # token: abcdefgh12345678ijkl",
            StringComparison.Ordinal
        );

        var report = MappingReport.Print(MappingReader.Read("f.yaml", text).Errors, text);

        Assert.Contains("looks like a secret", report, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ field: status, is: Elevating }", true)]
    [InlineData("{ all: [{ field: status, is: Elevating }, { field: type, is: Bug }] }", true)]
    [InlineData("{ field: status, is: Validating }", false)]
    public void Two_processes_that_take_the_same_ticket_are_found(string when, bool isFound)
    {
        var other = Sound
            .Replace("process: Fixes", "process: Others", StringComparison.Ordinal)
            .Replace("{ field: status, is: Elevating }", when, StringComparison.Ordinal);

        var found = MappingSetCheck.Check(
            [MappingReader.Read("a.yaml", Sound), MappingReader.Read("b.yaml", other)],
            SideFiles.None
        );

        Assert.Equal(isFound, found.Any(f => f.Rule == LintRules.SameTicket && f.File == "b.yaml"));
    }

    [Fact]
    public void Two_processes_of_one_name_are_an_error()
    {
        var found = MappingSetCheck.Check(
            [MappingReader.Read("a.yaml", Sound), MappingReader.Read("b.yaml", Sound)],
            SideFiles.None
        );

        Assert.Contains(found, f => f.IsError && f.Message.Contains("is in a.yaml already", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own_and_says_what_to_do()
    {
        Assert.Equal(
            MappingRules.All.Length,
            MappingRules.All.Select(r => r.Code).Distinct(StringComparer.Ordinal).Count()
        );
        Assert.All(MappingRules.All, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r.Code));
        Assert.All(MappingRules.All, r => Assert.EndsWith(".", r.Help, StringComparison.Ordinal));
    }

    /// <summary>With a field that lives only in the tracker, and a gate that reads it.</summary>
    private static string Sized(string text) =>
        text.Replace("fields:\n", "fields:\n  Size:\n    type: text\n    tracker: Size\n", StringComparison.Ordinal)
            .Replace(
                "    outcome: resolved\n",
                "    outcome: resolved\n    requires: [Size]\n",
                StringComparison.Ordinal
            );
}
