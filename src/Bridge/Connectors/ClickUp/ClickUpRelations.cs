using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>Fields that hold related tasks: they are changed by what is added and taken away. Pure.</summary>
internal static partial class ClickUpRelations
{
    /// <summary>What makes the field hold exactly the tasks of the value, which names them by id or address.</summary>
    public static ClickUpInput Change(FieldValue? value, IReadOnlyCollection<string> there)
    {
        var wanted = new List<string>();
        foreach (var typed in Names(value))
        {
            var id = ClickUpLinks.Key(typed).ToLowerInvariant();
            if (typed.Trim().Any(char.IsWhiteSpace) || !Id().IsMatch(id))
            {
                return new ClickUpInput(
                    null,
                    $"'{typed}' is no task: write its id or address, like https://app.clickup.com/t/86cb8rm0t"
                );
            }

            wanted.Add(id);
        }

        return wanted.Count == 0
            ? new ClickUpInput(null)
            : new ClickUpInput(
                new JsonObject { ["add"] = Array(wanted.Except(there)), ["rem"] = Array(there.Except(wanted)) }
            );
    }

    private static IEnumerable<string> Names(FieldValue? value) =>
        FieldValue.OrNothing(value) switch
        {
            null => [],
            FieldValue.List list => list.Values,
            var one => one.Display.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };

    private static JsonArray Array(IEnumerable<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);

    [GeneratedRegex("^[a-z0-9]{3,32}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Id();
}
