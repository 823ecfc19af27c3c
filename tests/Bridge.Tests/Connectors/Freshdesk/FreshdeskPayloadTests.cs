using System.Text.Json;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Model;

namespace Bridge.Tests.Connectors.Freshdesk;

/// <summary>Payloads that others recorded from live accounts, or that the tool's documentation prints.</summary>
public sealed class FreshdeskPayloadTests
{
    private const string Absent = "The recorded payloads are not beside the repository (../shared/fixtures/freshdesk).";

    public static TheoryData<string> Webhooks =>
        Files("zulip-webhooks/*.json", "misc/webhook_*.json", "marketplace-product-events/*.json");

    public static TheoryData<string> Tickets =>
        Files(
            "*/ticket_view.json",
            "*/get_ticket.json",
            "*/ticket_create_response*.json",
            "*/ticket_update_response.json",
            "*/ticket_1*.json",
            "*/ticket_with_conversations.json",
            "*/ticket_include_requester.json"
        );

    public static TheoryData<string> Conversations => Files("*/conversations*.json");

    public static TheoryData<string> Fields => Files("*/ticket_fields*.json");

    [Theory]
    [MemberData(nameof(Webhooks))]
    public void Recorded_webhooks_are_understood(string file)
    {
        Assert.SkipWhen(file.Length == 0, Absent);
        var request = new WebhookRequest(
            new Dictionary<string, string>(StringComparer.Ordinal),
            File.ReadAllBytes(Path.Combine(Root(), file))
        );

        var read = Assert.IsType<WebhookReading.Understood>(FreshdeskWebhook.Understand(request, "desk"));

        Assert.Equal(file.Contains("onContact", StringComparison.Ordinal) ? 0 : 1, read.Signals.Length);
        Assert.All(read.Signals, s => Assert.Null(s.Version));
    }

    [Theory]
    [MemberData(nameof(Tickets))]
    public void Recorded_tickets_become_snapshots(string file)
    {
        Assert.SkipWhen(file.Length == 0, Absent);
        var ticket = Read(file, FreshdeskJson.Default.TicketWire);
        var fields = FreshdeskFields.Of(Read(Of(Fields), FreshdeskJson.Default.TicketFieldWireArray), []);

        var snapshot = FreshdeskSnapshot.Of(
            new WholeTicket(ticket, ticket.Conversations ?? [], ticket.Company, new AgentWire(1, null)),
            fields,
            new UsedNames(["Severity"], []),
            new FreshdeskFileRefs(new Uri("https://x.freshdesk.com/api/v2/")),
            "https://x/a/tickets/1"
        );

        Assert.NotEqual("0", snapshot.Id);
        Assert.True(snapshot.Values.Has(FieldNames.Subject));
        Assert.True(snapshot.Values.Has("severity"));
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Recorded_conversations_are_read(string file)
    {
        Assert.SkipWhen(file.Length == 0, Absent);

        Assert.All(Read(file, FreshdeskJson.Default.ConversationWireArray), c => Assert.NotEqual(0, c.Id));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Recorded_ticket_fields_are_found_by_label(string file)
    {
        Assert.SkipWhen(file.Length == 0, Absent);

        var fields = FreshdeskFields.Of(Read(file, FreshdeskJson.Default.TicketFieldWireArray), []);

        Assert.Equal(2, fields.Status.OptionOf("open")?.Id);
        Assert.Equal(4, fields.Priority.OptionOf("Urgent")?.Id);
        Assert.NotEmpty(fields.Find(FieldNames.Type)!.Options);
        if (fields.Find("country") is { } country)
        {
            Assert.NotNull(country.OptionOf("usa"));
            Assert.NotNull(fields.Find("state")!.OptionOf("texas"));
            Assert.NotNull(fields.Find("city")!.OptionOf("manhattan"));
        }
    }

    private static T Read<T>(string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Root(), file)), type)!;

    private static string Of(TheoryData<string> files) => files.First().Data;

    private static TheoryData<string> Files(params string[] patterns)
    {
        var root = Root();
        var data = new TheoryData<string>();
        IEnumerable<string> found = Directory.Exists(root)
            ? patterns
                .SelectMany(p =>
                    Directory
                        .GetDirectories(root, p.Split('/')[0])
                        .SelectMany(folder => Directory.GetFiles(folder, p.Split('/')[1]))
                )
                .Select(f => Path.GetRelativePath(root, f))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
            : [""];
        foreach (var file in found)
        {
            data.Add(file);
        }

        return data;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "fixtures", "freshdesk");
    }
}
