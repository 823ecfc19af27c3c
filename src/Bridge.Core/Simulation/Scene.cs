using System.Collections.Immutable;
using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Time;

namespace Bridge.Core.Simulation;

/// <summary>Sets up a simulated pair as a situation says: the ticket, the item where there is one, the case.</summary>
public static class Scene
{
    private const string TicketId = "1001";
    private static readonly DateTime UsualStart = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The pair before its first look. Names of fields that the situation does not give are empty.</summary>
    public static SimulatedPair Of(ProcessMapping process, Given given)
    {
        var now = given.Now ?? WallClock.At(process.Calendar, UsualStart);
        var stage = process.Stage(given.Stage);
        var blank = Blank(process);
        var ticket = Ticket(process, given, stage);
        var item = stage is null && given.Item is null ? null : Item(process, given, blank, stage, now, ticket);
        if (stage is not null)
        {
            ticket = Mirrored(process, given, ticket, item!);
        }

        var pair = new SimulatedPair(process, ticket, now)
        {
            Case = stage is null ? NewCase(process) : CaseIn(process, stage, given, now, ticket, item!),
            Item = item,
            BlankItem = blank,
            Releases = given.Releases,
            EarlierTickets = given.EarlierTickets,
            Library = question => SimulatedLibrary.Search(given.Articles, question),
        };
        foreach (var file in given.Files)
        {
            pair.Attach(Side.Helpdesk, "Customer", file.Name, file.Size);
        }

        return pair;
    }

    private static Case NewCase(ProcessMapping process) =>
        new()
        {
            Id = 1,
            Helpdesk = process.Helpdesk,
            TicketId = TicketId,
        };

    private static Case CaseIn(
        ProcessMapping process,
        Stage stage,
        Given given,
        DateTimeOffset now,
        Snapshot ticket,
        Snapshot item
    )
    {
        var since = given.StageSince ?? now;
        var link = new ItemRef(process.Tracker, item.Id, item.Key, item.Url);
        return NewCase(process) with
        {
            Process = process.Name,
            Stage = stage.Name,
            Visits = [new StageVisit(stage.Name, since)],
            StageBase = new StageBase(stage.Name, stage.Name),
            Item = link,
            ItemAttempts = 1,
            Notices = [MessagePlanner.LinkNotice(link)],
            Eta = new EtaKnowledge(given.EtaTold, null),
            Rounds = Rounds(process, stage, given, since, ticket),
        };
    }

    /// <summary>A case in the validation's stage waits for the answer; rounds before it, or before where it is now, have theirs.</summary>
    private static ImmutableArray<ValidationRound> Rounds(
        ProcessMapping process,
        Stage stage,
        Given given,
        DateTimeOffset since,
        Snapshot ticket
    )
    {
        var isAsked = string.Equals(process.Validation?.Stage, stage.Name, StringComparison.OrdinalIgnoreCase);
        var record = process.Field(process.Validation?.Record ?? "")?.HelpdeskField;
        var rounds = ImmutableArray.CreateBuilder<ValidationRound>();
        for (var number = 1; number <= (given.Attempt ?? (isAsked ? 1 : 0)); number++)
        {
            var isNow = isAsked && number == (given.Attempt ?? 1);
            rounds.Add(
                new ValidationRound(number, isNow ? since : since.AddDays(-1))
                {
                    Answer = isNow ? null : CustomerAnswer.Broken,
                    AnsweredAt = isNow ? null : since.AddDays(-1),
                    Record = isNow && record is not null ? ticket.Values[record]?.Display : null,
                }
            );
        }

        return rounds.ToImmutable();
    }

    private static Snapshot Ticket(ProcessMapping process, Given given, Stage? stage)
    {
        var mark = stage is null ? null : StageReading.ToSide(stage, Side.Helpdesk);
        var status = given.Ticket[FieldNames.Status]?.Display ?? mark?.Status ?? "Open";
        const string url = "https://helpdesk.example/a/tickets/" + TicketId;
        var names = process.Fields.Select(f => f.HelpdeskField).OfType<string>().Concat(KnownFields.Of(Side.Helpdesk));
        return new Snapshot
        {
            Side = Side.Helpdesk,
            Id = TicketId,
            Key = "#" + TicketId,
            Url = url,
            Version = 1000,
            Status = status,
            Comments = [],
            Values = Empty(names)
                .With(
                    FieldBag.Of(
                        (FieldNames.Subject, new FieldValue.Text("A ticket")),
                        (FieldNames.Description, new FieldValue.Rich("<p>What the customer wrote.</p>")),
                        (FieldNames.RequesterName, new FieldValue.Text("Robin Example")),
                        (FieldNames.RequesterEmail, new FieldValue.Text("robin@example.com")),
                        (FieldNames.Priority, new FieldValue.Choice("Low")),
                        (FieldNames.Key, new FieldValue.Text("#" + TicketId)),
                        (FieldNames.Url, new FieldValue.Text(url))
                    )
                )
                .With(Marks(mark))
                .With(given.Ticket)
                .With(FieldNames.Status, new FieldValue.Choice(status)),
        };
    }

    /// <summary>An item of the process in which nobody has filled anything in.</summary>
    internal static Snapshot Blank(ProcessMapping process)
    {
        var isJira = process.Entry.MarkerField is null;
        var key = isJira ? $"{process.Entry.Container}-1" : "86c1a2b3d";
        var names = process.Fields.Select(f => f.TrackerField).OfType<string>();
        return new Snapshot
        {
            Side = Side.Tracker,
            Id = isJira ? "10001" : key,
            Key = key,
            Url = isJira ? $"https://tracker.example/browse/{key}" : $"https://tracker.example/t/{key}",
            Version = 1000,
            Status =
                process.Stages.SelectMany(s => s.Tracker).Select(m => m.Status).FirstOrDefault(s => s is not null)
                ?? "",
            Comments = [],
            Values = Empty(names),
        };
    }

    /// <summary>A blank item as it is made: title and description stand in it like fields.</summary>
    internal static Snapshot Made(Snapshot blank, Effect.CreateItem create, long version) =>
        blank with
        {
            Version = version,
            Status = create.Status ?? blank.Status,
            Values = blank
                .Values.With(
                    FieldBag.Of(
                        (FieldNames.Subject, new FieldValue.Text(create.Title)),
                        (FieldNames.Description, new FieldValue.Rich(create.BodyHtml))
                    )
                )
                .With(create.Values),
        };

    /// <summary>With the status of an update and its tags, added to those that are there.</summary>
    internal static Snapshot Written(Snapshot before, Effect.Update update)
    {
        var after = update.Status is { } status
            ? before with
            {
                Status = status,
                Resolution = update.Resolution,
            }
            : before;
        return Tagged(after, update.AddTags);
    }

    private static Snapshot Tagged(Snapshot snapshot, ImmutableArray<string> tags) =>
        tags.IsDefaultOrEmpty
            ? snapshot
            : snapshot with
            {
                Values = snapshot.Values.With(
                    FieldNames.Tags,
                    new FieldValue.List([
                        .. (snapshot.Values[FieldNames.Tags] is FieldValue.List known ? known.Values : []).Union(
                            tags,
                            StringComparer.OrdinalIgnoreCase
                        ),
                    ])
                ),
            };

    /// <summary>The item of a case shows what the ticket shows, in its own words, but for what the situation says of it.</summary>
    private static Snapshot Item(
        ProcessMapping process,
        Given given,
        Snapshot blank,
        Stage? stage,
        DateTimeOffset now,
        Snapshot ticket
    )
    {
        var mark = stage is null ? null : StageReading.ToSide(stage, Side.Tracker);
        var own = given.Item ?? FieldBag.Empty;
        var item = blank with
        {
            Status = own[FieldNames.Status]?.Display ?? mark?.Status ?? blank.Status,
            Resolution = own[FieldNames.Resolution]?.Display ?? (own.Has(FieldNames.Status) ? null : mark?.Resolution),
            Values = blank.Values.With(Marks(mark)),
        };
        foreach (var rule in process.Fields.Where(f => f.MayWrite(Side.Tracker) && stage is not null))
        {
            if (FieldReading.Of(rule, Side.Helpdesk, ticket) is Reading.Value value)
            {
                item = item with
                {
                    Values = item.Values.With(
                        rule.TrackerField!,
                        FieldReading.ToSide(rule, Side.Tracker, value.Canonical)
                    ),
                };
            }
        }

        item = item with { Values = item.Values.With(own.Without(FieldNames.Status).Without(FieldNames.Resolution)) };
        return ReleaseDates.Follow(item, given.Releases, now);
    }

    /// <summary>What only the item was given stands on the ticket too: both sides agreed before the test.</summary>
    private static Snapshot Mirrored(ProcessMapping process, Given given, Snapshot ticket, Snapshot item)
    {
        foreach (var rule in process.Fields.Where(f => f.MayWrite(Side.Helpdesk)))
        {
            var isSaid = given.Ticket.Has(rule.HelpdeskField!);
            if (
                !isSaid
                && !FieldNames.IsReadOnly(rule.HelpdeskField!)
                && FieldReading.Of(rule, Side.Tracker, item) is Reading.Value { Canonical: { } canonical }
            )
            {
                ticket = ticket with { Values = ticket.Values.With(rule.HelpdeskField!, canonical) };
            }
        }

        return ticket;
    }

    private static FieldBag Marks(StageMark? mark) =>
        mark?.Field is { } field ? FieldBag.Of((field, new FieldValue.Choice(mark.Value ?? ""))) : FieldBag.Empty;

    private static FieldBag Empty(IEnumerable<string> names) =>
        FieldBag.Of(
            names
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => KeyValuePair.Create(name, (FieldValue?)null))
        );
}
