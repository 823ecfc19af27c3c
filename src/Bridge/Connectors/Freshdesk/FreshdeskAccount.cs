using System.Collections.Concurrent;
using Bridge.Core.Delivery;

namespace Bridge.Connectors.Freshdesk;

/// <summary>A thing that was asked for, or why it is not to be had.</summary>
internal readonly record struct Known<T>(T? Value, Failure? Failure)
    where T : class;

/// <summary>
/// What changes rarely in the account and is kept: ticket fields, the bridge's own agent, companies and requesters for 10 minutes,
/// and the names that bound processes use. Thread safe.
/// </summary>
internal sealed class FreshdeskAccount(FreshdeskApi api, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CompanyLife = TimeSpan.FromMinutes(10);

    /// <summary>Fields are asked for anew at most so often when a ticket holds a number that nobody knows.</summary>
    private static readonly TimeSpan FieldsRest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly ConcurrentDictionary<string, UsedNames> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, (CompanyWire Company, DateTimeOffset At)> companies = new();
    private readonly ConcurrentDictionary<long, (ContactWire Contact, DateTimeOffset At)> contacts = new();
    private readonly ConcurrentDictionary<long, bool> inVain = new();
    private volatile Loaded? loaded;
    private volatile AgentWire? me;

    /// <summary>What all bound processes use; of spellings that differ by case, one.</summary>
    internal UsedNames Used =>
        new(
            [.. this.names.Values.SelectMany(n => n.All).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. this.names.Values.SelectMany(n => n.AsText).Distinct(StringComparer.OrdinalIgnoreCase)]
        );

    private bool RestedEnough => this.loaded is not { } last || time.GetUtcNow() - last.At > FieldsRest;

    internal void Bind(string process, UsedNames used) => this.names[process] = used;

    /// <summary>The fields as last read, read now when they never were or when <paramref name="anew"/> asks.</summary>
    internal async Task<Known<FreshdeskFields>> FieldsAsync(bool anew, CancellationToken cancel)
    {
        var before = this.loaded;
        if (before is not null && !anew)
        {
            return new Known<FreshdeskFields>(before.Fields, null);
        }

        await this.loading.WaitAsync(cancel);
        try
        {
            if (!ReferenceEquals(this.loaded, before))
            {
                return new Known<FreshdeskFields>(this.loaded!.Fields, null);
            }

            var failure = await this.LoadAsync(cancel);
            return new Known<FreshdeskFields>(failure is null ? this.loaded!.Fields : null, failure);
        }
        finally
        {
            this.loading.Release();
        }
    }

    /// <summary>
    /// The fields that know the ticket's status, group and agent: read anew when they do not, unless that was a moment ago
    /// or showed before that the account has no such number (an agent who was deleted).
    /// </summary>
    internal async Task<Known<FreshdeskFields>> FieldsOfAsync(
        TicketWire ticket,
        FreshdeskFields fields,
        CancellationToken cancel
    )
    {
        if (fields.Unknown(ticket).All(n => this.inVain.ContainsKey(n)))
        {
            return new Known<FreshdeskFields>(fields, null);
        }

        var again = await this.FieldsAsync(this.RestedEnough, cancel);
        if (again.Value is { } known && !ReferenceEquals(known, fields))
        {
            foreach (var number in known.Unknown(ticket))
            {
                this.inVain[number] = true;
            }
        }

        return again;
    }

    /// <summary>The fields with those that a refusal names: one that was added meanwhile is then told by its label.</summary>
    internal async Task<FreshdeskFields> FieldsNamedAsync(
        IEnumerable<RefusedFieldWire> errors,
        FreshdeskFields fields,
        CancellationToken cancel
    ) =>
        errors.All(e => fields.OfKey(FreshdeskFailures.Key(e.Field!)) is not null)
            ? fields
            : (await this.FieldsAsync(this.RestedEnough, cancel)).Value ?? fields;

    /// <summary>The agent whose key the bridge uses: the author of all that it writes.</summary>
    internal async Task<Known<AgentWire>> MeAsync(CancellationToken cancel)
    {
        if (this.me is { } known)
        {
            return new Known<AgentWire>(known, null);
        }

        var got = await api.MeAsync(cancel);
        this.me = got.Value;
        return new Known<AgentWire>(got.Value, got.Failure);
    }

    /// <summary>A company with its tier, at most 10 minutes old; one that is gone has neither name nor tier.</summary>
    internal async Task<Known<CompanyWire>> CompanyAsync(long id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (this.companies.TryGetValue(id, out var kept) && now - kept.At < CompanyLife)
        {
            return new Known<CompanyWire>(kept.Company, null);
        }

        var got = await api.CompanyAsync(id, cancel);
        var company = got.Failure is { Kind: FailureKind.Missing } ? new CompanyWire(id, null, null) : got.Value;
        if (company is null)
        {
            return new Known<CompanyWire>(null, got.Failure);
        }

        this.companies[id] = (company, now);
        return new Known<CompanyWire>(company, null);
    }

    /// <summary>A requester's language and zone, at most 10 minutes old; an agent who asks has neither.</summary>
    internal async Task<Known<ContactWire>> ContactAsync(long id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (this.contacts.TryGetValue(id, out var kept) && now - kept.At < CompanyLife)
        {
            return new Known<ContactWire>(kept.Contact, null);
        }

        var got = await api.ContactAsync(id, cancel);
        var contact = got.Failure is { Kind: FailureKind.Missing or FailureKind.Forbidden }
            ? new ContactWire(id, null, null)
            : got.Value;
        if (contact is null)
        {
            return new Known<ContactWire>(null, got.Failure);
        }

        this.contacts[id] = (contact, now);
        return new Known<ContactWire>(contact, null);
    }

    public void Dispose() => this.loading.Dispose();

    private async Task<Failure?> LoadAsync(CancellationToken cancel)
    {
        var fields = await api.TicketFieldsAsync(cancel);
        if (fields.Failure is not null)
        {
            return fields.Failure;
        }

        // A key without the right to list groups still sees their names among the choices of the group field.
        var groups = await api.GroupsAsync(cancel);
        if (groups.Failure is { Kind: not (FailureKind.Forbidden or FailureKind.Missing) })
        {
            return groups.Failure;
        }

        var known = FreshdeskFields.Of(fields.Value!, groups.Value ?? []);
        if (known.Status.Options.IsEmpty)
        {
            return FreshdeskFailures.Unreadable(fields.Answer, "no field of it lists statuses");
        }

        this.inVain.Clear();
        this.loaded = new Loaded(known, time.GetUtcNow());
        return null;
    }

    private sealed record Loaded(FreshdeskFields Fields, DateTimeOffset At);
}
