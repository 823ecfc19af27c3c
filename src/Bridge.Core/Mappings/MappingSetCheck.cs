using System.Collections.Immutable;
using Bridge.Core.Mappings.Linting;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings;

/// <summary>Checks what all mapping files mean together.</summary>
public static class MappingSetCheck
{
    /// <summary>What is wrong between the files, and in shared parts that none of them uses.</summary>
    public static ImmutableArray<MappingError> Check(IReadOnlyList<MappingReading> readings, SideFiles side)
    {
        var found = ImmutableArray.CreateBuilder<MappingError>();
        var good = readings.Where(r => r is { Process: not null, Notes: not null }).ToList();
        for (var i = 0; i < good.Count; i++)
        {
            foreach (var other in good.Take(i))
            {
                if (Between(other, good[i]) is { } error)
                {
                    found.Add(error);
                }
            }
        }

        found.AddRange(Shared(readings, side));
        return found.ToImmutable();
    }

    private static MappingError? Between(MappingReading first, MappingReading second)
    {
        var (a, b, notes) = (first.Process!, second.Process!, second.Notes!);
        if (string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase))
        {
            return notes.At(
                YamlPlace.Top,
                CheckRules.Process,
                $"the process '{b.Name}' is in {a.File} already; give it another name"
            );
        }

        if (
            !string.Equals(a.Helpdesk, b.Helpdesk, StringComparison.OrdinalIgnoreCase)
            || ConditionLogic.Alternatives(a, [Taken(a)]) is not { } mine
            || ConditionLogic.Alternatives(b, [Taken(b)]) is not { } theirs
        )
        {
            return null;
        }

        var both = ConditionLogic.Alternatives(Merged(a, b), [Taken(a), Taken(b)]);
        if (both is not { Count: > 0 } || mine.Count == 0 || theirs.Count == 0)
        {
            return null;
        }

        var example = both[0].Example();
        return notes.At(
            notes.Places.Of(b.Entry, "when"),
            LintRules.SameTicket,
            $"{(example.Length == 0 ? "any ticket" : "a ticket with " + example)} comes into this process and into '{a.Name}' ({a.File}); let one of them leave out what the other takes"
        ) with
        {
            Severity = MappingSeverity.Warning,
        };
    }

    /// <summary>What really comes in: the entry rule without what is out of scope.</summary>
    private static Condition.All Taken(ProcessMapping process) =>
        new Condition.All([
            process.Entry.When,
            .. process.Entry.OutOfScope.Select(w => (Condition)new Condition.Not(w.When)),
        ]);

    /// <summary>A process that knows the fields of both by their names.</summary>
    private static ProcessMapping Merged(ProcessMapping a, ProcessMapping b) =>
        a with
        {
            Fields = [.. a.Fields, .. b.Fields.Where(f => a.Field(f.Name) is null)],
        };

    private static IEnumerable<MappingError> Shared(IReadOnlyList<MappingReading> readings, SideFiles side)
    {
        var notes = new Notes("shared", "");
        var library = SharedLibrary.Read(side, notes);
        foreach (var error in notes.With([]))
        {
            yield return error;
        }

        var used = readings.SelectMany(r => r.SharedParts).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (
            var part in library.All.Where(p => !used.Contains(p.Title) && readings.All(r => r.Process is not null))
        )
        {
            yield return notes.At(
                part.Place,
                LintRules.UnusedShared,
                $"no process uses the {part.Title}; include it, or take it out"
            ) with
            {
                Severity = MappingSeverity.Warning,
            };
        }
    }
}
