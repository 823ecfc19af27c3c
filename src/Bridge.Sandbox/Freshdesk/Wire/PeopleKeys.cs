using System.Collections.Frozen;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>The attributes that contacts and companies may be sent with.</summary>
internal static class PeopleKeys
{
    public static FrozenSet<string> Contact { get; } =
        FrozenSet.Create(
            "name",
            "email",
            "phone",
            "mobile",
            "twitter_id",
            "unique_external_id",
            "other_emails",
            "company_id",
            "view_all_tickets",
            "other_companies",
            "address",
            "avatar",
            "custom_fields",
            "description",
            "job_title",
            "language",
            "tags",
            "time_zone",
            "lookup_parameter"
        );

    public static FrozenSet<string> Company { get; } =
        FrozenSet.Create(
            "name",
            "description",
            "note",
            "domains",
            "custom_fields",
            "health_score",
            "account_tier",
            "renewal_date",
            "industry",
            "lookup_parameter"
        );

    /// <summary>The tiers that every account starts with.</summary>
    public static IReadOnlyList<string> Tiers { get; } = ["Basic", "Premium", "Enterprise"];
}
