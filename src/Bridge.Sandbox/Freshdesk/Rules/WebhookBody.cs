using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Bridge.Sandbox.Freshdesk.Rules;

/// <summary>Renders the body of one rule's webhooks; the template is taken apart once.</summary>
internal sealed class WebhookBody
{
    private readonly IReadOnlyList<(string Name, string Key)> simple = [];
    private readonly List<(string Literal, string? Placeholder)> parts = [];

    public WebhookBody(FreshdeskWebhookLayout layout)
    {
        switch (layout)
        {
            case FreshdeskWebhookLayout.Advanced advanced:
                this.Split(advanced.Json);
                break;
            case FreshdeskWebhookLayout.Simple chosen:
                var names = chosen.Placeholders ?? Placeholders.Usual;
                this.simple = [.. names.Select(n => (n, n.Replace('.', '_')))];
                break;
        }
    }

    public byte[] Render(Func<string, string> value) =>
        this.parts.Count > 0 ? this.Advanced(value) : this.Simple(value);

    private void Split(string template)
    {
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                this.parts.Add((template[at..], null));
                return;
            }

            this.parts.Add((template[at..open], template[(open + 2)..close].Trim()));
            at = close + 2;
        }
    }

    private byte[] Advanced(Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var (literal, placeholder) in this.parts)
        {
            text.Append(literal);
            if (placeholder is not null)
            {
                text.Append(JsonEncodedText.Encode(value(placeholder)).Value);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private byte[] Simple(Func<string, string> value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("freshdesk_webhook");
            foreach (var (name, key) in this.simple)
            {
                if (name == "ticket.id")
                {
                    json.WritePropertyName(key);
                    json.WriteRawValue(value(name));
                }
                else
                {
                    json.WriteString(key, value(name));
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
