using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Model;
using Bridge.Core.Text;

namespace Bridge.Connectors.Freshdesk;

/// <summary>A ticket with all that was read for it. Me is the bridge's own agent.</summary>
internal sealed record WholeTicket(
    TicketWire Ticket,
    IReadOnlyCollection<ConversationWire> Conversations,
    CompanyWire? Company,
    AgentWire Me
)
{
    /// <summary>The requester's language and zone; null where no process asks for them.</summary>
    public ContactWire? Contact { get; init; }

    /// <summary>The version that the read makes known: see <see cref="FreshdeskSeconds.Version"/>.</summary>
    public long Version { get; init; }

    /// <summary>How far Freshdesk's clock is ahead of ours; null when both agree.</summary>
    public TimeSpan? ClockAhead { get; init; }
}

/// <summary>Makes the snapshot of a ticket. Pure.</summary>
internal static class FreshdeskSnapshot
{
    private const int Forwarded = 8;

    /// <summary>The built-in fields, and each name that processes use with its value, null when empty.</summary>
    internal static Snapshot Of(
        WholeTicket whole,
        FreshdeskFields fields,
        UsedNames used,
        FreshdeskFileRefs files,
        string url
    )
    {
        var ticket = whole.Ticket;
        var id = ticket.Id.ToString(CultureInfo.InvariantCulture);
        var merge = FreshdeskMerges.Of(ticket, whole.Conversations);
        var values = BuiltIns(whole, fields, "#" + id, url).With(FieldBag.Of((FieldNames.MergedInto, Into(merge))));
        return new Snapshot
        {
            Side = Side.Helpdesk,
            Id = id,
            Key = "#" + id,
            Url = url,
            Version = whole.Version,
            Presence =
                ticket.Deleted == true ? Presence.Deleted
                : ticket.Spam == true ? Presence.Spam
                : Presence.Present,
            CreatedAt = ticket.CreatedAt ?? default,
            ClockAhead = whole.ClockAhead,
            StatusSince = ticket.Stats?.StatusUpdatedAt,
            Status = values[FieldNames.Status]?.Display ?? "",
            Values = values.With(
                FieldBag.Of(
                    used.All.Where(name => !values.Has(name))
                        .Select(name => KeyValuePair.Create(name, Value(name, whole.Ticket, values, fields, used)))
                )
            ),
            Comments = Comments(whole, fields, files),
            // What was said before a merge moved to the other ticket; nobody deleted it.
            CommentsFrom = merge?.At,
            Files = files.Of(ticket.Attachments, ticket.Description, Opening(whole, fields)),
        };
    }

    /// <summary>Oldest first, with HTML bodies.</summary>
    internal static ImmutableArray<Comment> Comments(
        WholeTicket whole,
        FreshdeskFields fields,
        FreshdeskFileRefs files
    ) =>
        [
            .. whole
                .Conversations.DistinctBy(c => c.Id)
                .OrderBy(c => c.CreatedAt)
                .ThenBy(c => c.Id)
                .Select(c => Comment(c, whole, fields, files)),
        ];

    /// <summary>Whoever opened the ticket put in the files that it came with.</summary>
    private static FileSource Opening(WholeTicket whole, FreshdeskFields fields)
    {
        var (ticket, me) = (whole.Ticket, whole.Me.Id);
        var requester = ticket.RequesterId ?? ticket.Requester?.Id;
        var name =
            ticket.Requester?.Name
            ?? (requester is { } id ? fields.Agent.OptionOf(id)?.Label ?? $"user {Text(id)}" : "Freshdesk");
        return new FileSource(ticket.CreatedAt ?? default, name, requester is not null && requester == me);
    }

    private static FieldValue.Text? Into(Merge? merge) => merge is null ? null : Text($"#{Text(merge.Into)}");

    private static FieldValue.Choice? Association(int? type) =>
        type switch
        {
            null => null,
            1 => new FieldValue.Choice("Parent"),
            2 => new FieldValue.Choice("Child"),
            3 => new FieldValue.Choice("Tracker"),
            4 => new FieldValue.Choice("Related"),
            { } other => new FieldValue.Choice($"association {Text(other)}"),
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static FieldValue? Value(
        string name,
        TicketWire ticket,
        FieldBag builtIn,
        FreshdeskFields fields,
        UsedNames used
    ) =>
        fields.Find(name) switch
        {
            null => null,
            { Form: FieldForm.Fixed } field => builtIn[field.Name],
            { Form: FieldForm.Lines } field when used.AsText.Contains(name, StringComparer.OrdinalIgnoreCase) =>
                FreshdeskValues.Of(field with { Form = FieldForm.Line }, ticket),
            { } field => FreshdeskValues.Of(field, ticket),
        };

    private static FieldBag BuiltIns(WholeTicket whole, FreshdeskFields fields, string key, string url)
    {
        var ticket = whole.Ticket;
        string[] own =
        [
            FieldNames.Subject,
            FieldNames.Description,
            FieldNames.Status,
            FieldNames.Priority,
            FieldNames.Type,
            FieldNames.Tags,
            FieldNames.Group,
            FieldNames.Assignee,
        ];
        return FieldBag
            .Of(own.Select(name => KeyValuePair.Create(name, FreshdeskValues.Of(fields.Find(name)!, ticket))))
            .With(
                FieldBag.Of(
                    (FieldNames.RequesterName, Text(ticket.Requester?.Name)),
                    (FieldNames.RequesterEmail, Text(ticket.Requester?.Email)),
                    (FieldNames.RequesterLanguage, Text(whole.Contact?.Language)),
                    (FieldNames.RequesterTimeZone, Text(RailsZones.Iana(whole.Contact?.TimeZone))),
                    (FieldNames.CompanyName, Text(whole.Company?.Name ?? ticket.Company?.Name)),
                    (
                        FieldNames.CompanyTier,
                        whole.Company?.AccountTier is { Length: > 0 } tier ? new FieldValue.Choice(tier) : null
                    ),
                    (FieldNames.Association, Association(ticket.AssociationType)),
                    (FieldNames.Key, new FieldValue.Text(key)),
                    (FieldNames.Url, new FieldValue.Text(url))
                )
            );
    }

    private static FieldValue.Text? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new FieldValue.Text(text);

    private static Comment Comment(
        ConversationWire said,
        WholeTicket whole,
        FreshdeskFields fields,
        FreshdeskFileRefs files
    )
    {
        var source = new FileSource(
            said.CreatedAt ?? default,
            Author(said, whole, fields),
            said.UserId is not null && said.UserId == whole.Me.Id && said.Incoming != true
        );
        return new Comment(
            Text(said.Id),
            source.Author,
            source.ByBridge,
            // A forwarded e-mail went to somebody else than the customer.
            Public: said.Private != true && said.Source != Forwarded,
            Incoming: said.Incoming == true,
            source.At,
            said.LastEditedAt,
            said.Body ?? HtmlText.Write(PlainText.Read(said.BodyText))
        )
        {
            Files = files.Of(said.Attachments, said.Body, source),
        };
    }

    /// <summary>A conversation names its author by number only; agents and contacts share one space of numbers.</summary>
    private static string Author(ConversationWire said, WholeTicket whole, FreshdeskFields fields)
    {
        if (said.UserId is not { } user)
        {
            return said.FromEmail ?? "Freshdesk";
        }

        var requester = whole.Ticket.Requester;
        return (user == whole.Me.Id ? whole.Me.Contact?.Name : null)
            ?? (user == (requester?.Id ?? whole.Ticket.RequesterId) ? requester?.Name : null)
            ?? fields.Agent.OptionOf(user)?.Label
            ?? said.FromEmail
            ?? $"user {user.ToString(CultureInfo.InvariantCulture)}";
    }
}
