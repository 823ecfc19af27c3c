namespace Bridge.Sandbox.Freshdesk;

/// <summary>The types of custom ticket fields.</summary>
public enum FreshdeskFieldType
{
    /// <summary>One line, at most 255 characters.</summary>
    Text,
    Paragraph,
    Dropdown,
    Checkbox,

    /// <summary><c>YYYY-MM-DD</c>, no time of day.</summary>
    Date,
    Number,
    DecimalNumber,
}

/// <summary>A ticket field. <paramref name="WireType"/> is as in the API: <c>custom_dropdown</c>, <c>default_status</c>.</summary>
public sealed record FreshdeskField(long Id, string Name, string Label, string WireType, int Position)
{
    /// <summary>Null for the fields that every account has.</summary>
    public FreshdeskFieldType? Custom { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The values of a dropdown, in order; empty for other types.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>An agent must fill it on every create and update, also by API.</summary>
    public bool RequiredForAgents { get; init; }

    /// <summary>An agent must fill it to enter status 4 or 5.</summary>
    public bool RequiredForClosure { get; init; }

    public bool RequiredForCustomers { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A ticket status. The API does not tell whether it stops the SLA timer.</summary>
public sealed record FreshdeskStatus(int Id, string Label, string CustomerLabel, bool StopsSlaTimer);
