using System.Globalization;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.Freshdesk;

/// <summary>Reads tickets whole: fields, requester, company, conversation, files.</summary>
internal sealed class FreshdeskReader(
    FreshdeskApi api,
    FreshdeskAccount account,
    FreshdeskFileRefs files,
    string site,
    ToolClock clock,
    TimeProvider time
)
{
    private const string Include = "conversations,requester,company,stats";

    /// <summary>The view of a ticket carries its oldest 10 conversations and does not say whether there are more.</summary>
    private const int Included = 10;

    internal async Task<ReadResult> ReadAsync(long id, CancellationToken cancel)
    {
        var fields = await account.FieldsAsync(anew: false, cancel);
        var me = await account.MeAsync(cancel);
        if ((fields.Failure ?? me.Failure) is { } notReady)
        {
            return new ReadResult.Failed(notReady);
        }

        var got = await api.TicketAsync(id, Include, cancel);
        var archived = IsElsewhere(got.Failure);
        if (archived)
        {
            got = await api.ArchivedTicketAsync(id, cancel);
        }

        return got switch
        {
            { Failure.Kind: FailureKind.Missing } => new ReadResult.Got(this.Unreachable(id)),
            { Failure: { } failure } => new ReadResult.Failed(failure),
            _ => await this.CompleteAsync(got, archived, fields.Value!, me.Value!, cancel),
        };
    }

    /// <summary>Whether a ticket that was asked for by its plain address may stand in the archive.</summary>
    internal static bool IsElsewhere(Failure? failure) => failure is { Kind: FailureKind.Missing } or { Status: 301 };

    private async Task<ReadResult> CompleteAsync(
        Asked<TicketWire> got,
        bool archived,
        FreshdeskFields fields,
        AgentWire me,
        CancellationToken cancel
    )
    {
        var ticket = got.Value!;
        var said = ticket.Conversations;
        if (said is null or { Length: >= Included })
        {
            var all = await api.ConversationsAsync(ticket.Id, archived, cancel);
            if (all.Failure is { } failure)
            {
                return new ReadResult.Failed(failure);
            }

            said = all.Value!;
        }

        var company = await this.CompanyAsync(ticket, cancel);
        if (company.Failure is { } unknownTier)
        {
            return new ReadResult.Failed(unknownTier);
        }

        var known = await account.FieldsOfAsync(ticket, fields, cancel);
        if (known.Failure is { } unknownField)
        {
            return new ReadResult.Failed(unknownField);
        }

        var contact = await this.ContactAsync(ticket, cancel);
        if (contact.Failure is { } unknownContact)
        {
            return new ReadResult.Failed(unknownContact);
        }

        var whole = new WholeTicket(ticket, said, company.Value, me)
        {
            Contact = contact.Value,
            Version = FreshdeskSeconds.Version(ticket, got.Answer, time.GetUtcNow()),
            ClockAhead = clock.Difference,
        };
        return new ReadResult.Got(FreshdeskSnapshot.Of(whole, known.Value!, account.Used, files, this.Url(ticket.Id)));
    }

    /// <summary>The company with its tier. A key that may not see companies fails the read only if a process asks for the tier.</summary>
    private async Task<Known<CompanyWire>> CompanyAsync(TicketWire ticket, CancellationToken cancel)
    {
        if ((ticket.CompanyId ?? ticket.Company?.Id) is not { } id)
        {
            return new Known<CompanyWire>(null, null);
        }

        var company = await account.CompanyAsync(id, cancel);
        var asked = account.Used.All.Contains(FieldNames.CompanyTier, StringComparer.OrdinalIgnoreCase);
        return company.Failure is { Kind: FailureKind.Forbidden } && !asked
            ? new Known<CompanyWire>(ticket.Company, null)
            : company;
    }

    /// <summary>The requester's language and zone, asked for only where a process uses one of them.</summary>
    private async Task<Known<ContactWire>> ContactAsync(TicketWire ticket, CancellationToken cancel)
    {
        var asked = account.Used.All.Any(name =>
            name.Equals(FieldNames.RequesterLanguage, StringComparison.OrdinalIgnoreCase)
            || name.Equals(FieldNames.RequesterTimeZone, StringComparison.OrdinalIgnoreCase)
        );
        return asked && (ticket.RequesterId ?? ticket.Requester?.Id) is { } id
            ? await account.ContactAsync(id, cancel)
            : new Known<ContactWire>(null, null);
    }

    private Snapshot Unreachable(long id) =>
        new()
        {
            Side = Side.Helpdesk,
            Id = id.ToString(CultureInfo.InvariantCulture),
            Key = $"#{id.ToString(CultureInfo.InvariantCulture)}",
            Url = this.Url(id),
            Version = 0,
            Presence = Presence.Unreachable,
        };

    private string Url(long id) => $"{site}/a/tickets/{id.ToString(CultureInfo.InvariantCulture)}";
}
