namespace Bridge.Connectors.ClickUp;

/// <summary>
/// The calendar day that a due date means. A task says only a moment; what its webhooks said of time and setter is asked for
/// where the moment alone could mean another day.
/// </summary>
/// <param name="zone">The connection's zone.</param>
internal sealed class ClickUpDueDays(string connection, IWebhookMemory memory, ClickUpPeople people, TimeZoneInfo zone)
{
    /// <summary>The day; null when the task has no due date.</summary>
    public async Task<DateOnly?> OfAsync(WireTask task, CancellationToken cancel)
    {
        if (task is not { DueDate: { } due, Id: { } id })
        {
            return null;
        }

        if (ClickUpDays.IsDay(due, zone))
        {
            return ClickUpDays.Shown(due, zone);
        }

        var known = ClickUpDue.Of(await memory.FactAsync(connection, id, ClickUpDue.Name, cancel));
        var (me, _) = await people.MeAsync(cancel);
        return Of(due, zone, known, me?.Id, me?.Timezone is { } name ? Zone(name) : null);
    }

    /// <summary>
    /// With a time: the day that the connection's zone shows. A day by the integration user: in that user's zone. A day by
    /// somebody else, or nothing known: four o'clock somewhere, see <see cref="ClickUpDays.Read"/>.
    /// </summary>
    public static DateOnly Of(long due, TimeZoneInfo zone, ClickUpDue? known, string? me, TimeZoneInfo? mine)
    {
        var told = known is not null && known.Milliseconds == due;
        if (told && known!.WithTime)
        {
            return ClickUpDays.Shown(due, zone);
        }

        var byMe = !told || known!.SetterId == me;
        return byMe && mine is not null && ClickUpDays.IsDay(due, mine)
            ? ClickUpDays.Shown(due, mine)
            : ClickUpDays.Read(due, zone);
    }

    /// <summary>The zone of this IANA name; null when this machine knows none of it.</summary>
    public static TimeZoneInfo? Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : null;
}
