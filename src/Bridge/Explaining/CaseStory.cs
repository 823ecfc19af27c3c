using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Core.Model;
using Bridge.Web;

namespace Bridge.Explaining;

/// <summary>A case as a person reads it in a terminal, and as a program reads it. Times are UTC.</summary>
public static class CaseStory
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For people: a line each, empty sections left out.</summary>
    /// <param name="story">Oldest first.</param>
    public static string Text(CaseView view, IReadOnlyList<TimelineRow> story)
    {
        var (row, state) = (view.Row, view.State);
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Ticket {row.Helpdesk}/{row.TicketId} (case {row.Id}): {row.Subject ?? "(never read)"}"
        );
        Line(text, "process", row.Process ?? "none");
        Line(text, "stage", Stage(state));
        Line(text, "item", state?.Item is { } item ? $"{item.Key} {item.Url}" : "none");
        Line(text, "gate", Gate(state?.Gate));
        Line(text, "eta", Eta(state));
        Line(text, "next look", NextLook(view));
        Section(text, "deadlines", state?.Deadlines.Select(d => $"{Moment(d.At.UtcDateTime)} {d.Why}"));
        Section(text, "held messages", state?.Held.Select(h => $"{h.Rule} (number {h.Number})"));
        Section(text, "refused", state?.Refusals.Select(r => $"{r.Key} = {r.Value.Value}: {r.Value.Message}"));
        Section(text, "open effects", Open(view).Select(Effect));
        Section(text, "findings", view.Findings.Select(f => $"{f.Kind}: {f.Message.ReplaceLineEndings("\n    ")}"));
        Section(text, "story", story.Select(l => $"{Moment(l.At)} {l.Kind}: {l.Text.ReplaceLineEndings("\n    ")}"));
        return text.ToString();
    }

    /// <summary>For programs: one object; what is not known is null.</summary>
    /// <param name="story">Oldest first.</param>
    public static string Json(CaseView view, IReadOnlyList<TimelineRow> story)
    {
        var (row, state) = (view.Row, view.State);
        var json = new JsonObject
        {
            ["case"] = row.Id,
            ["helpdesk"] = row.Helpdesk,
            ["ticket"] = row.TicketId,
            ["subject"] = row.Subject,
            ["process"] = row.Process,
            ["stage"] = state?.Stage,
            ["stageSince"] = state?.Visits.LastOrDefault()?.At,
            ["item"] = state?.Item is { } item
                ? new JsonObject
                {
                    ["connection"] = item.Connection,
                    ["key"] = item.Key,
                    ["url"] = item.Url,
                }
                : null,
            ["gate"] = state?.Gate is { } gate
                ? new JsonObject
                {
                    ["wanted"] = gate.Wanted,
                    ["by"] = Side(gate.By),
                    ["since"] = gate.Since,
                    ["missing"] = Texts(gate.Missing),
                }
                : null,
            ["eta"] = state is null
                ? null
                : new JsonObject { ["told"] = Day(state.Eta.Told), ["candidate"] = Day(state.Eta.Candidate?.Day) },
            ["nextLook"] = view.ReadyAt,
            ["workedOn"] = view.Worked,
            ["signalsWaiting"] = view.Signals,
            ["deadlines"] = Rows(
                state?.Deadlines.AsEnumerable(),
                d => new JsonObject { ["at"] = d.At, ["why"] = d.Why }
            ),
            ["held"] = Rows(
                state?.Held.AsEnumerable(),
                h => new JsonObject { ["message"] = h.Rule, ["number"] = h.Number }
            ),
            ["refused"] = Rows(
                state?.Refusals,
                r => new JsonObject
                {
                    ["facet"] = r.Key,
                    ["value"] = r.Value.Value,
                    ["message"] = r.Value.Message,
                    ["at"] = r.Value.At,
                }
            ),
            ["openEffects"] = Rows(
                Open(view),
                e => new JsonObject
                {
                    ["kind"] = e.Kind,
                    ["side"] = Side((Side)e.Side),
                    ["state"] = e.State,
                    ["reason"] = e.Reason,
                    ["attempts"] = e.Attempts,
                    ["nextTry"] = e.NextTry,
                    ["failure"] = e.Failure,
                }
            ),
            ["findings"] = Rows(
                view.Findings,
                f => new JsonObject
                {
                    ["kind"] = f.Kind,
                    ["message"] = f.Message,
                    ["openedAt"] = f.OpenedAt,
                }
            ),
            ["story"] = Rows(
                story,
                l => new JsonObject
                {
                    ["at"] = l.At,
                    ["kind"] = l.Kind,
                    ["text"] = l.Text,
                    ["mapping"] = l.MappingHash,
                }
            ),
        };
        return json.ToJsonString(Indented) + "\n";
    }

    private static IEnumerable<EffectRow> Open(CaseView view) =>
        view.Effects.Where(e =>
            e.State is "started" or "waiting" or "refused" && !(e.State == "refused" && e.Kind == "update")
        );

    private static string Stage(Case? state) =>
        state?.Stage is { } stage
            ? $"{stage}" + (state.Visits.LastOrDefault() is { } visit ? $" since {Moment(visit.At.UtcDateTime)}" : "")
            : "none";

    private static string Gate(ShutGate? gate) =>
        gate is null
            ? "nobody waits before one"
            : $"{gate.Wanted} is asked for by the {Side(gate.By)} since {Moment(gate.Since.UtcDateTime)}; missing: "
                + string.Join(", ", gate.Missing);

    private static string Eta(Case? state) =>
        (Day(state?.Eta.Told) is { } told ? $"{told} was told to the customer" : "none told")
        + (
            state?.Eta.Candidate is { } candidate ? $"; {Day(candidate.Day) ?? "no longer known"} must stand first" : ""
        );

    private static string NextLook(CaseView view) =>
        view.Worked ? "a worker has it now"
        : view.ReadyAt is { } at ? Moment(at) + (view.Signals > 0 ? $", {view.Signals} signals wait" : "")
        : "at rest until a signal comes";

    private static string Effect(EffectRow e) =>
        $"{e.State} {e.Kind} in the {Side((Side)e.Side)}: {e.Reason}"
        + (e.NextTry is { } next ? $"; tried again {Moment(next)}" : "")
        + (e.Failure is { Length: > 0 } why ? $"; {why}" : "");

    private static string Side(Side side) => side == Core.Model.Side.Helpdesk ? "helpdesk" : "tracker";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"{name, -10} {value}");

    private static void Section(StringBuilder text, string name, IEnumerable<string>? lines)
    {
        var all = lines?.ToList() ?? [];
        if (all.Count > 0)
        {
            text.AppendLine(name);
            all.ForEach(line => text.AppendLine(CultureInfo.InvariantCulture, $"  {line}"));
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    private static JsonArray Rows<T>(IEnumerable<T>? rows, Func<T, JsonObject> row) =>
        [.. (rows ?? []).Select(r => (JsonNode)row(r))];
}
