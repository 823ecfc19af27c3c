namespace Bridge.Settings;

/// <summary>A webhook that the bridge tells, such as a chat's. Mapping files name it; only the settings say where it is.</summary>
public sealed class WebhookOptions
{
    /// <summary>The whole address; often a secret itself.</summary>
    public string? Url { get; set; }

    public string? UrlFile { get; set; }

    /// <summary>The header that carries the secret.</summary>
    public string Header { get; set; } = "Authorization";

    /// <summary>The header's value; null: no such header is sent.</summary>
    public string? Secret { get; set; }

    public string? SecretFile { get; set; }

    /// <summary>The JSON that is sent, with names in braces inside of its texts.</summary>
    public string Body { get; set; } = """{"text": "{{text}}"}""";
}
