using Bridge.Core;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Turns;
using Npgsql;

namespace Bridge.Store;

/// <summary>Rows of the store as values.</summary>
internal static class CaseRows
{
    internal static ClaimedCase Claimed(NpgsqlDataReader row)
    {
        var state = row.IsDBNull(5)
            ? new Case
            {
                Id = row.GetInt64(0),
                Helpdesk = row.GetString(1),
                TicketId = row.GetString(2),
            }
            : CaseJson.ReadCase(row.GetString(5));
        return new ClaimedCase(
            state,
            row.GetInt64(3),
            row.GetInt32(4),
            row.IsDBNull(6) ? null : CaseJson.ReadSnapshot(row.GetString(6)),
            row.IsDBNull(7) ? null : CaseJson.ReadSnapshot(row.GetString(7)),
            [],
            []
        )
        {
            MappingHash = row.IsDBNull(8) ? null : row.GetString(8),
            Line = new Line(row.GetString(1), row.GetString(9)),
        };
    }

    internal static (long Case, StoredSignal Signal) Signal(NpgsqlDataReader row) =>
        (
            row.GetInt64(0),
            new StoredSignal(
                row.GetInt64(1),
                (SignalSource)row.GetInt16(2),
                (Side)row.GetInt16(3),
                row.IsDBNull(4) ? null : row.GetInt64(4),
                row.GetString(5)
            )
        );

    internal static (long Case, GivenAnswer Answer) Answer(NpgsqlDataReader row) =>
        (
            row.GetInt64(0),
            new GivenAnswer(
                row.GetInt64(1),
                row.GetInt32(2),
                Enum.Parse<CustomerAnswer>(row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetFieldValue<DateTimeOffset>(5)
            )
        );

    internal static (long Case, MessageVerdict Verdict) Verdict(NpgsqlDataReader row) =>
        (
            row.GetInt64(0),
            new MessageVerdict(
                row.GetInt64(1),
                row.GetInt32(2),
                Enum.Parse<VerdictKind>(row.GetString(3)),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetString(6),
                row.GetFieldValue<DateTimeOffset>(7)
            )
        );

    internal static (long Case, JournaledEffect Effect) Effect(NpgsqlDataReader row) =>
        (
            row.GetInt64(0),
            new JournaledEffect(
                row.GetInt64(1),
                new PlannedEffect(CaseJson.ReadEffect(row.GetString(2)), CaseJson.ReadSettlement(row.GetString(3))),
                Enum.Parse<EffectState>(row.GetString(4), ignoreCase: true),
                row.GetInt32(5),
                row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
                row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
                row.GetString(8)
            )
        );
}
