using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.ClickUp;

internal sealed record WireComment
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    /// <summary>The runs of formatted text.</summary>
    public JsonElement Comment { get; init; }

    public string? CommentText { get; init; }

    public WireUser? User { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? Date { get; init; }

    [JsonConverter(typeof(LooseNumber))]
    public long? ReplyCount { get; init; }
}

internal sealed record WireComments : IWhole
{
    public List<WireComment>? Comments { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        this.Comments is null || this.Comments.Exists(c => c.Id is null) ? "a list of comments with ids" : null;
}

internal sealed record WireWebhook
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Endpoint { get; init; }

    public List<string>? Events { get; init; }

    public WireHealth? Health { get; init; }

    /// <summary>The one place that it is for, the others null; all null: the whole workspace.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? TaskId { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? ListId { get; init; }

    /// <summary>ClickUp may give it only in the answer to the creation.</summary>
    public string? Secret { get; init; }

    /// <summary>The webhook itself, in the answer to a creation or change.</summary>
    public WireWebhook? Webhook { get; init; }
}

internal sealed record WireHealth
{
    /// <summary>active, failing or suspended.</summary>
    public string? Status { get; init; }

    /// <summary>Deliveries that failed in a row.</summary>
    [JsonConverter(typeof(LooseNumber))]
    public long? FailCount { get; init; }
}

internal sealed record WireWebhooks : IWhole
{
    public List<WireWebhook>? Webhooks { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Webhooks is null ? "a list of webhooks" : null;
}
