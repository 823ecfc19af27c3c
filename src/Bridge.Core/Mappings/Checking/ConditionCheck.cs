using System.Globalization;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Conditions: whether their fields exist and their values can ever be met.</summary>
internal static class ConditionCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        Visit(process, process.Entry.When, remarks, isEntry: true);
        foreach (var way in process.Entry.OutOfScope)
        {
            Visit(process, way.When, remarks, isEntry: false);
        }

        foreach (
            var onlyIf in process
                .Messages.Select(m => m.OnlyIf)
                .Append(process.Knowledge?.Draft?.OnlyIf)
                .OfType<Condition>()
        )
        {
            Visit(process, onlyIf, remarks, isEntry: false);
        }

        foreach (var requirement in process.Stages.SelectMany(s => s.Requires))
        {
            if (requirement.When is { } when)
            {
                Visit(process, when, remarks, isEntry: false);
            }
        }

        var clocks = process.Sla is { } sla
            ? sla.Targets.Select(t => t.When).Concat(sla.Steps.Select(s => s.When))
            : [];
        var ways = process.Validation is { } validation
            ? validation.Works.Ways.Concat(validation.Broken.Ways).Select(w => w.When)
            : [];
        var figures = process
            .Metrics.Own.OfType<MetricRule.ShareOfCases>()
            .SelectMany(m => new[] { m.Where, m.CountedWhen });
        foreach (
            var condition in clocks.Concat(figures).Concat(ways).Append(process.Released?.When).OfType<Condition>()
        )
        {
            Visit(process, condition, remarks, isEntry: false);
        }

        if (process.Entry.LinkField is { } link && !Exists(process, link))
        {
            Unknown(process, process.Entry, "link by", link, remarks);
        }
    }

    private static void Visit(ProcessMapping process, Condition condition, Remarks remarks, bool isEntry)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var one in all.Of)
                {
                    Visit(process, one, remarks, isEntry);
                }

                break;
            case Condition.Any any:
                foreach (var one in any.Of)
                {
                    Visit(process, one, remarks, isEntry);
                }

                break;
            case Condition.Not not:
                Visit(process, not.Of, remarks, isEntry);
                break;
            case Condition.IsOneOf isOneOf when Known(process, isOneOf, isOneOf.Field, remarks, isEntry):
                foreach (var value in isOneOf.Values)
                {
                    Value(process, isOneOf, value, remarks, isEntry);
                }

                break;
            case Condition.Contains contains:
                Known(process, contains, contains.Field, remarks, isEntry);
                break;
            case Condition.Present present:
                Known(process, present, present.Field, remarks, isEntry);
                break;
            case Condition.AtLeast least when Known(process, least, least.Field, remarks, isEntry):
                Comparable(process, least, least.Field, least.Value, remarks);
                break;
            case Condition.AtMost most when Known(process, most, most.Field, remarks, isEntry):
                Comparable(process, most, most.Field, most.Value, remarks);
                break;
            default:
                break;
        }
    }

    private static bool Known(ProcessMapping process, Condition condition, string name, Remarks remarks, bool isEntry)
    {
        if (!Exists(process, name))
        {
            Unknown(process, condition, "field", name, remarks);
            return false;
        }

        if (isEntry && CaseNames.Has(name))
        {
            remarks.Add(
                condition,
                "field",
                $"'{name}' is known of cases in the process, not of a ticket that comes in; ask for a field of the helpdesk"
            );
        }

        if (isEntry && process.Field(name) is { HelpdeskField: null })
        {
            remarks.Add(
                condition,
                "field",
                $"field '{name}' lives only in the tracker, so no ticket has it when it comes in; ask for a field of the helpdesk"
            );
        }

        return true;
    }

    private static bool Exists(ProcessMapping process, string name) =>
        Field(process, name) is not null || KnownFields.Of(name) is { InHelpdesk: true } or { OfCase: true };

    private static FieldRule? Field(ProcessMapping process, string name) =>
        process.Field(name)
        ?? process.Fields.FirstOrDefault(f => string.Equals(f.HelpdeskField, name, StringComparison.OrdinalIgnoreCase));

    private static void Unknown(ProcessMapping process, object about, string part, string name, Remarks remarks)
    {
        string[] have = [.. process.Fields.Select(f => f.Name), .. KnownFields.Of(Side.Helpdesk), .. CaseNames.All];
        remarks.Add(
            about,
            part,
            $"unknown field {Words.Quoted(name)}{Words.Meant(name, have, "there are")} (a custom field of the helpdesk must stand under 'fields')"
        );
    }

    private static void Value(
        ProcessMapping process,
        Condition.IsOneOf condition,
        string value,
        Remarks remarks,
        bool isEntry
    )
    {
        if (Field(process, condition.Field) is { } field)
        {
            GateCheck.UnknownValue(condition, "field", field, value, remarks);
            return;
        }

        var statuses = process.Stages.SelectMany(s => s.Helpdesk).Select(m => m.Status).OfType<string>().ToList();
        if (
            isEntry
            && condition.Field.Equals(FieldNames.Status, StringComparison.OrdinalIgnoreCase)
            && statuses.Count > 0
            && !statuses.Contains(value, StringComparer.OrdinalIgnoreCase)
        )
        {
            remarks.Add(
                condition,
                "field",
                $"status {Words.Quoted(value)} means no stage{Words.Meant(value, statuses, "the stages know")}"
            );
        }
    }

    private static void Comparable(
        ProcessMapping process,
        Condition condition,
        string name,
        string value,
        Remarks remarks
    )
    {
        var isDate = DateOnly.TryParseExact(
            value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );
        var isNumber = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        var type = Field(process, name)?.Type ?? KnownFields.Of(name)?.Type;
        var fits = type switch
        {
            FieldType.Number => isNumber,
            FieldType.Date or FieldType.DateTime => isDate,
            _ => false,
        };
        if (!fits && !(Field(process, name) is { } field && remarks.Doubts(field)))
        {
            remarks.Add(
                condition,
                "field",
                type is FieldType.Number or FieldType.Date or FieldType.DateTime
                    ? $"{Words.Quoted(value)} cannot be compared with field '{name}'; write a {(type == FieldType.Number ? "number" : "day such as '2026-12-25'")}"
                    : $"field '{name}' is neither a number nor a date, so 'at least' and 'at most' cannot be asked of it"
            );
        }
    }
}
