using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridge.Connectors.Freshdesk;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>
/// Every answer that others recorded from live accounts, or that the tool's documentation prints, is read into the wire
/// types with nothing lost that these have a place for; or it is of a kind that the bridge never asks for.
/// </summary>
public sealed class FreshdeskRecordingTests
{
    private const string Absent = "The recorded answers are not beside the repository (../shared/fixtures/freshdesk).";

    private static readonly FreshdeskJson Json = FreshdeskJson.Default;

    /// <summary>What a file's name begins with, and the type that its content is read into.</summary>
    private static readonly (string Name, JsonTypeInfo Type)[] Kinds =
    [
        ("ticket_fields", Json.TicketFieldWireArray),
        ("tickets_list", Json.TicketWireArray),
        ("ticket_view", Json.TicketWire),
        ("ticket_1", Json.TicketWire),
        ("ticket_with_conversations", Json.TicketWire),
        ("ticket_include_requester", Json.TicketWire),
        ("ticket_create_response", Json.TicketWire),
        ("ticket_update_response", Json.TicketWire),
        ("ticket_prime_association", Json.TicketWire),
        ("archived_ticket", Json.TicketWire),
        ("outbound_email", Json.TicketWire),
        ("get_ticket", Json.TicketWire),
        ("conversations", Json.ConversationWireArray),
        ("conversation_update_response", Json.ConversationWire),
        ("note_", Json.ConversationWire),
        ("reply_", Json.ConversationWire),
        ("ticket_forward_response", Json.ConversationWire),
        ("groups", Json.GroupWireArray),
        ("agent_view", Json.AgentWire),
        ("agent_1", Json.AgentWire),
        ("company_create_response", Json.CompanyWire),
        ("company.", Json.CompanyWire),
        ("get_company", Json.CompanyWire),
        ("contact_create_response", Json.ContactWire),
        ("contact_1_agent", Json.ContactWire),
        ("get_contact", Json.ContactWire),
        ("solution_categories", Json.SolutionCategoryWireArray),
        ("solution_category_folders", Json.FolderWireArray),
        ("solution_folder_subfolders", Json.FolderWireArray),
        ("solution_folders", Json.FolderWireArray),
        ("solution_folder_articles", Json.ArticleWireArray),
        ("solution_articles", Json.ArticleWireArray),
        ("solution_article_create", Json.ArticleWire),
        ("solution_search_item", Json.ArticleWire),
        ("error_", Json.RefusalWire),
    ];

    /// <summary>Kinds of answers that the bridge never asks for, and webhooks, which have tests of their own.</summary>
    private static readonly string[] NeverAsked =
    [
        "admin_ticket_field",
        "agents",
        "automation_rule",
        "business_hour",
        "companies",
        "company_fields",
        "contacts",
        "email_",
        "get_group",
        "get_product",
        "group_1",
        "helpdesk_settings",
        "on",
        "private_note",
        "role",
        "satisfaction_rating",
        "scenario_automations",
        "search_",
        "settings",
        "sla_polic",
        "surveys",
        "ticket_associated_tickets",
        "ticket_bulk_update_job",
        "ticket_created",
        "ticket_forms",
        "ticket_satisfaction_ratings",
        "ticket_summary",
        "ticket_time_entries",
        "ticket_watchers",
        "time_entr",
        "unknown_payload",
        "webhook_",
    ];

    public static TheoryData<string> Answers
    {
        get
        {
            var files = new TheoryData<string>();
            files.AddRange(All().Where(f => KindOf(f) is not null).DefaultIfEmpty("").ToArray());
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_recorded_answer_is_read_whole(string file)
    {
        Assert.SkipWhen(file.Length == 0, Absent);
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root(), file)));
        var type = KindOf(file)!;

        var read = JsonSerializer.Deserialize(recorded.RootElement, type)!;

        Assert.Null(read is IToldWhole one ? one.Lacks : Lacking.In(read as IEnumerable<IToldWhole?>));
        using var again = JsonSerializer.SerializeToDocument(read, type);
        var lost = Lost("$", recorded.RootElement, again.RootElement).ToList();
        Assert.Empty(lost);
    }

    [Fact]
    public void No_recorded_file_is_of_an_unknown_kind()
    {
        Assert.SkipWhen(!Directory.Exists(Root()), Absent);

        var unknown = All().Where(f => KindOf(f) is null && !IsNeverAsked(f)).ToList();

        Assert.Empty(unknown);
        Assert.True(All().Count(f => KindOf(f) is not null) > 30);
    }

    /// <summary>Paths at which what was read says something else than what was recorded.</summary>
    private static IEnumerable<string> Lost(string path, JsonElement recorded, JsonElement read) =>
        (recorded.ValueKind, read.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => recorded
                .EnumerateObject()
                .Where(p => read.TryGetProperty(p.Name, out _))
                .SelectMany(p => Lost($"{path}.{p.Name}", p.Value, read.GetProperty(p.Name))),
            (JsonValueKind.Array, JsonValueKind.Array) => recorded.GetArrayLength() != read.GetArrayLength()
                ? [$"{path}: {recorded.GetArrayLength()} became {read.GetArrayLength()}"]
                : recorded
                    .EnumerateArray()
                    .Zip(read.EnumerateArray())
                    .SelectMany((pair, i) => Lost($"{path}[{i}]", pair.First, pair.Second)),
            _ => Said(recorded) == Said(read) ? [] : [$"{path}: {recorded} became {read}"],
        };

    /// <summary>What a value says: a time by its instant, a number also where it stands in quotes.</summary>
    private static string Said(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 9 } text
        && char.IsAsciiDigit(text[0])
        && text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            : value.ToString();

    private static JsonTypeInfo? KindOf(string file) =>
        Kinds.FirstOrDefault(k => Path.GetFileName(file).StartsWith(k.Name, StringComparison.Ordinal)).Type;

    private static bool IsNeverAsked(string file) =>
        NeverAsked.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal));

    private static IEnumerable<string> All() =>
        Directory.Exists(Root())
            ? Directory
                .EnumerateFiles(Root(), "*.json", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root(), f))
                .Order(StringComparer.Ordinal)
            : [];

    private static string Root() =>
        Path.Combine(Path.GetDirectoryName(Repository.Root) ?? "", "shared", "fixtures", "freshdesk");
}
