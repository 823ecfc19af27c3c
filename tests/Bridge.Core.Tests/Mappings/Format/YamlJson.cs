using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bridge.Core.Tests.Mappings.Format;

/// <summary>YAML as an editor hands it to a validator: scalars by the core schema of YAML 1.2.</summary>
internal static partial class YamlJson
{
    internal static JsonNode? Of(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(yaml))));
        return Of(stream.Documents[0].RootNode);
    }

    private static JsonNode? Of(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var group = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    group[((YamlScalarNode)key).Value!] = Of(value);
                }

                return group;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(Of)]);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: var plain }:
                return plain is null or "" or "null" or "~" ? null
                    : plain is "true" or "false" ? plain == "true"
                    : Number().IsMatch(plain) ? decimal.Parse(plain, CultureInfo.InvariantCulture)
                    : plain;
            default:
                return ((YamlScalarNode)node).Value;
        }
    }

    [GeneratedRegex(@"^[-+]?\d{1,20}(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
