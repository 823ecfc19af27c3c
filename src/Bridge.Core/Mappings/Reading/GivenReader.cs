using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads what is there before a test's first step: "given".</summary>
internal sealed class GivenReader(ProcessMapping process, Notes notes, TestFields fields, TestMoments moments)
{
    private const int MostAttempts = 20;
    private const int MostTickets = 100_000;
    private static readonly string[] InStage = ["stage since", "eta told", "attempt", "earlier tickets"];

    internal Given Read(YamlNode? node)
    {
        return node is not null && Section.Of(node, "given", notes, TestFormat.Given) is { } section
            ? this.Read(section)
            : new Given();
    }

    /// <summary>Reads a situation from a section that has its keys.</summary>
    internal Given Read(Section section)
    {
        var given = new Given
        {
            Now = moments.Read(section, "now"),
            Ticket = section.Node("ticket") is { } ticket
                ? fields.Read(ticket, Side.Helpdesk, "'ticket'")
                : FieldBag.Empty,
            Item = section.Node("item") is { } item ? fields.Read(item, Side.Tracker, "'item'") : null,
            Stage = this.Stage(section),
            StageSince = moments.Read(section, "stage since"),
            EtaTold = Day(section, "eta told"),
            Attempt = this.Attempt(section),
            EarlierTickets = section.Whole("earlier tickets", 0, MostTickets) ?? 0,
            Articles = new TestArticles(process, notes).Read(section),
            Files = TestFiles.Read(section, notes),
            Releases = Releases(section),
        };
        if (given.Stage is null)
        {
            foreach (var key in InStage.Where(section.Has))
            {
                notes.Error(section.At(key), $"'{key}' needs a 'stage' that the case is in");
            }
        }

        this.SameStage(section, "ticket", given.Stage, given.Ticket, Side.Helpdesk);
        this.SameStage(section, "item", given.Stage, given.Item ?? FieldBag.Empty, Side.Tracker);
        return given;
    }

    /// <summary>A status of another stage would be a move that nobody of the test makes.</summary>
    private void SameStage(Section section, string key, string? stage, FieldBag values, Side side)
    {
        var status = values[FieldNames.Status]?.Display;
        var read = process
            .Stages.Where(s =>
                (side == Side.Helpdesk ? s.Helpdesk : s.Tracker).Any(m =>
                    string.Equals(m.Status, status, StringComparison.OrdinalIgnoreCase)
                )
            )
            .Select(s => s.Name)
            .ToList();
        if (stage is not null && status is not null && read.Count > 0 && !read.Contains(stage))
        {
            notes.Error(
                section.At(key),
                $"the status {Words.Quoted(status)} is of stage '{read[0]}', and the case is in '{stage}'; leave it out, or move it by a step"
            );
        }
    }

    private string? Stage(Section section)
    {
        if (section.TextNode("stage") is not { } node)
        {
            return null;
        }

        if (process.Stage(node.Value.Trim()) is { } stage)
        {
            return stage.Name;
        }

        var meant = Words.Meant(node.Value, [.. process.Stages.Select(s => s.Name)], "the stages are");
        notes.Error(node.Place, $"unknown stage {Words.Quoted(node.Value)}{meant}");
        return null;
    }

    private int? Attempt(Section section)
    {
        if (section.Has("attempt") && process.Validation is null)
        {
            notes.Error(section.At("attempt"), "this process has no 'validation', so there are no attempts");
        }

        return section.Whole("attempt", 1, MostAttempts);
    }

    private static DateOnly? Day(Section section, string key)
    {
        if (section.TextNode(key) is not { } node)
        {
            return null;
        }

        if (TestFields.Day(node.Value.Trim(), out var day))
        {
            return day;
        }

        section.Wrong(node, key, "a day such as 2026-03-20");
        return null;
    }

    private static ImmutableArray<Release> Releases(Section section)
    {
        var releases = ImmutableArray.CreateBuilder<Release>();
        foreach (var (name, _, node) in NamedEntries.Of(section, "releases", "release"))
        {
            if (node is YamlText text && TestFields.Day(text.Value.Trim(), out var day))
            {
                releases.Add(new Release(name, day));
            }
            else
            {
                section.Wrong(node, name, "the release's day, such as 2026-03-20");
            }
        }

        return releases.ToImmutable();
    }
}
