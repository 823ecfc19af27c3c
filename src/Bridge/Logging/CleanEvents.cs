using Bridge.Settings;
using Serilog.Core;
using Serilog.Events;

namespace Bridge.Logging;

/// <summary>
/// Cleans what events are filled with: texts come from customers, tools and senders, and no value of them may begin a line of
/// its own or show a secret. What the program itself says stands in the templates, and stays.
/// </summary>
internal sealed class CleanEvents(SecretMask mask) : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (name, value) in logEvent.Properties.ToArray())
        {
            if (this.Clean(name, value) is { } clean && !ReferenceEquals(clean, value))
            {
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, clean));
            }
        }
    }

    private LogEventPropertyValue Clean(string name, LogEventPropertyValue value) =>
        value switch
        {
            ScalarValue { Value: null or bool or int or long or double or decimal or Enum } => value,
            ScalarValue { Value: string text } => this.Scalar(name, text, value),
            ScalarValue { Value: { } other } => this.Scalar(name, other.ToString() ?? "", value),
            SequenceValue list => new SequenceValue(list.Elements.Select(element => this.Clean(name, element))),
            StructureValue parts => new StructureValue(
                parts.Properties.Select(p => new LogEventProperty(p.Name, this.Clean(p.Name, p.Value))),
                parts.TypeTag
            ),
            DictionaryValue pairs => new DictionaryValue(
                pairs.Elements.Select(e =>
                    KeyValuePair.Create(this.Clean(name, e.Key) as ScalarValue ?? e.Key, this.Clean(name, e.Value))
                )
            ),
            _ => value,
        };

    /// <summary>Reports of mapping files have many lines, and are the admin's own words.</summary>
    private LogEventPropertyValue Scalar(string name, string text, LogEventPropertyValue before)
    {
        var masked = mask.Clean(text);
        var clean = name is "Report" or "Problems" ? CleanText.Lines(masked) : CleanText.OneLine(masked);
        return clean == text ? before : new ScalarValue(clean);
    }
}
