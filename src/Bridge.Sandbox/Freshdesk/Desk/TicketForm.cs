using System.Globalization;
using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Desk;

/// <summary>Fills a ticket from attributes and says what is wrong with them: the same for create and update, API and people.</summary>
internal sealed class TicketForm(FieldCatalog fields, PeopleBook people, HtmlBody html)
{
    private static readonly int[] ApiSources = [1, 2, 3, 7, 9, 10];

    public FreshdeskTicket Fill(FreshdeskTicket ticket, PayloadReader read, bool byApi)
    {
        if (read.Has("subject"))
        {
            ticket = ticket with { Subject = read.Text("subject", 255) };
        }

        if (read.Has("description"))
        {
            var (stored, text) = html.Store(read.Text("description") ?? "", byApi);
            ticket = ticket with { Description = stored, DescriptionText = text };
        }

        ticket = this.FillChoices(ticket, read, byApi);
        ticket = this.FillPeople(ticket, read);
        if (read.Has("tags"))
        {
            var tags = read.Texts("tags") ?? [];
            if (tags.Any(t => t.Length > 32 || t.Contains(',', StringComparison.Ordinal)))
            {
                read.Add("tags", "It should contain elements that have maximum of 32 characters and no comma");
            }

            ticket = ticket with { Tags = [.. tags.Distinct(StringComparer.OrdinalIgnoreCase)] };
        }

        if (read.Has("cc_emails"))
        {
            ticket = ticket with { CcEmails = read.Texts("cc_emails") ?? [] };
        }

        ticket = FillDueDates(ticket, read);
        return read.Object("custom_fields") is { } custom ? this.FillCustom(ticket, custom, read) : ticket;
    }

    /// <summary>Mandatory fields: always, and for closure in status 4 and 5. An old value that is missing counts as well.</summary>
    public void CheckRequired(FreshdeskTicket ticket, PayloadReader read)
    {
        foreach (var field in fields.Required)
        {
            if ((field.RequiredForAgents || ticket.Status is 4 or 5) && IsEmpty(ticket, field))
            {
                var name = AttributeOf(field);
                if (!read.Errors.Exists(e => e.Field == name))
                {
                    read.Add(name, WantedText(field), "missing_field");
                }
            }
        }
    }

    private static bool IsEmpty(FreshdeskTicket ticket, FreshdeskField field) =>
        field.Name switch
        {
            "ticket_type" => ticket.Type is null,
            "agent" => ticket.ResponderId is null,
            "group" => ticket.GroupId is null,
            "product" => ticket.ProductId is null,
            _ => !ticket.CustomFields.TryGetValue(field.Name, out var value) || value is "" or false,
        };

    private static string AttributeOf(FreshdeskField field) =>
        field.Name switch
        {
            "ticket_type" => "type",
            "agent" => "responder_id",
            "group" => "group_id",
            "product" => "product_id",
            var name => $"custom_fields.{name}",
        };

    private static string ChoiceText(IEnumerable<string> choices) =>
        $"It should be one of these values: '{string.Join(',', choices)}'";

    private static string WantedText(FreshdeskField field) =>
        field.Name is "ticket_type" || field.Custom is FreshdeskFieldType.Dropdown
            ? ChoiceText(field.Choices)
            : $"It should be a/an {WantedType(field.Custom)}";

    private static string WantedType(FreshdeskFieldType? type) =>
        type switch
        {
            FreshdeskFieldType.Checkbox => "Boolean",
            FreshdeskFieldType.Number or null => "Integer",
            FreshdeskFieldType.DecimalNumber => "Number",
            FreshdeskFieldType.Date => "Date",
            _ => "String",
        };

    private static FreshdeskTicket FillDueDates(FreshdeskTicket ticket, PayloadReader read)
    {
        if (!read.Has("due_by") && !read.Has("fr_due_by"))
        {
            return ticket;
        }

        var filled = ticket with
        {
            DueBy = read.Moment("due_by") ?? ticket.DueBy,
            FirstResponseDueBy = read.Moment("fr_due_by") ?? ticket.FirstResponseDueBy,
            DueByHand = true,
        };
        if (filled.DueBy <= ticket.CreatedAt)
        {
            read.Add("due_by", "It should be greater than created date");
        }
        else if (filled.FirstResponseDueBy > filled.DueBy)
        {
            read.Add(read.Has("fr_due_by") ? "fr_due_by" : "due_by", "It should be less than or equal to due_by");
        }

        return filled;
    }

    private FreshdeskTicket FillChoices(FreshdeskTicket ticket, PayloadReader read, bool byApi)
    {
        read.NotNull("status", "priority", "source");
        if (read.Integer("status") is { } status)
        {
            if (fields.Status((int)Math.Clamp(status, 0, int.MaxValue)) is null)
            {
                read.Add(
                    "status",
                    ChoiceText(fields.Statuses.Select(s => s.Id.ToString(CultureInfo.InvariantCulture)))
                );
            }

            ticket = ticket with { Status = (int)status };
        }

        if (read.Integer("priority") is { } priority)
        {
            if (priority is < 1 or > 4)
            {
                read.Add("priority", ChoiceText(["1", "2", "3", "4"]));
            }

            ticket = ticket with { Priority = (int)priority };
        }

        if (read.Integer("source") is { } source)
        {
            var allowed = byApi ? ApiSources : FieldCatalog.Sources.Values;
            if (!allowed.Contains((int)source))
            {
                read.Add("source", ChoiceText(allowed.Select(s => s.ToString(CultureInfo.InvariantCulture))));
            }

            ticket = ticket with { Source = (int)source };
        }

        if (read.Has("type"))
        {
            var type = read.Text("type");
            if (type is not null && !fields.Types.Contains(type))
            {
                read.Add("type", ChoiceText(fields.Types));
            }

            ticket = ticket with { Type = type };
        }

        return ticket;
    }

    private FreshdeskTicket FillPeople(FreshdeskTicket ticket, PayloadReader read)
    {
        if (read.Has("group_id"))
        {
            ticket = ticket with { GroupId = read.Integer("group_id") };
            if (ticket.GroupId is { } group && people.Group(group) is null)
            {
                read.Add("group_id", "There is no group matching the given group_id");
            }
        }

        if (read.Has("responder_id"))
        {
            ticket = ticket with { ResponderId = read.Integer("responder_id") };
            if (ticket.ResponderId is { } responder && people.Agent(responder) is null)
            {
                read.Add("responder_id", "There is no agent matching the given responder_id");
            }
        }

        if (read.Has("company_id"))
        {
            ticket = ticket with { CompanyId = read.Integer("company_id") };
            if (ticket.CompanyId is { } company && people.Company(company) is null)
            {
                read.Add("company_id", "There is no company matching the given company_id");
            }
        }

        return read.Has("product_id") ? ticket with { ProductId = read.Integer("product_id") } : ticket;
    }

    private FreshdeskTicket FillCustom(FreshdeskTicket ticket, JsonElement custom, PayloadReader read)
    {
        var values = new Dictionary<string, object>(ticket.CustomFields);
        foreach (var property in custom.EnumerateObject())
        {
            var name = $"custom_fields.{property.Name}";
            if (fields.Custom(property.Name) is not { } field)
            {
                read.Add(name, PayloadReader.Unexpected, "invalid_field");
            }
            else if (property.Value.ValueKind == JsonValueKind.Null)
            {
                values.Remove(property.Name);
            }
            else if (Read(field, property.Value, read.FromForm) is { } value)
            {
                if (value is string text && Complaint(field, text) is { } complaint)
                {
                    read.Add(name, complaint);
                }

                values[property.Name] = value;
            }
            else
            {
                var sent = PayloadReader.NameOf(property.Value);
                var message = $"Value set is of type {sent}.It should be a/an {WantedType(field.Custom)}";
                read.Add(name, message, "datatype_mismatch");
            }
        }

        return ticket with
        {
            CustomFields = values,
        };
    }

    private static object? Read(FreshdeskField field, JsonElement value, bool fromForm)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var loose = fromForm ? text : null;
        return field.Custom switch
        {
            FreshdeskFieldType.Checkbox when value.ValueKind is JsonValueKind.True or JsonValueKind.False =>
                value.GetBoolean(),
            FreshdeskFieldType.Checkbox => bool.TryParse(loose, out var flag) ? flag : null,
            FreshdeskFieldType.Number
                when value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var whole) => whole,
            FreshdeskFieldType.Number => long.TryParse(loose, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : null,
            FreshdeskFieldType.DecimalNumber when value.ValueKind is JsonValueKind.Number => value.GetDecimal(),
            FreshdeskFieldType.DecimalNumber => decimal.TryParse(loose, CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
            _ => text,
        };
    }

    private static string? Complaint(FreshdeskField field, string text) =>
        field.Custom switch
        {
            FreshdeskFieldType.Dropdown when !field.Choices.Contains(text) => ChoiceText(field.Choices),
            FreshdeskFieldType.Text when text.Length > 255 =>
                $"Has {text.Length} characters, it can have maximum of 255 characters",
            FreshdeskFieldType.Date
                when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out _) =>
                "It should be in the 'YYYY-MM-DD' format",
            _ => null,
        };
}
