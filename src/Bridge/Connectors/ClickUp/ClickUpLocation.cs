using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bridge.Connectors.ClickUp;

/// <summary>A place on the map, in text as "Address (latitude, longitude)". Pure.</summary>
internal sealed partial record ClickUpLocation(string Address, decimal Latitude, decimal Longitude)
{
    /// <summary>What a task holds; null when it is of another shape.</summary>
    public static ClickUpLocation? Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("location", out var at)
        && Number(ClickUpFields.Text(at, "lat")) is { } latitude
        && Number(ClickUpFields.Text(at, "lng")) is { } longitude
            ? new ClickUpLocation(ClickUpFields.Text(value, "formatted_address")?.Trim() ?? "", latitude, longitude)
            : null;

    /// <summary>The text, or a pair of numbers alone; null when it names no point of the globe.</summary>
    public static ClickUpLocation? Of(string text) =>
        Point().Match(text.Trim()) is { Success: true } match
        && Number(match.Groups["lat"].Value) is { } latitude and >= -90 and <= 90
        && Number(match.Groups["lng"].Value) is { } longitude and >= -180 and <= 180
            ? new ClickUpLocation(match.Groups["address"].Value.Trim(), latitude, longitude)
            : null;

    public JsonObject ToJson() =>
        new()
        {
            ["location"] = new JsonObject { ["lat"] = this.Latitude, ["lng"] = this.Longitude },
            ["formatted_address"] = this.Address,
        };

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{this.Address} ({this.Latitude}, {this.Longitude})").Trim();

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"^(?:(?<address>.*\S)\s*\(|\(?)\s*(?<lat>-?\d{1,3}(?:\.\d+)?)\s*,\s*(?<lng>-?\d{1,3}(?:\.\d+)?)\s*\)?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        100
    )]
    private static partial Regex Point();
}
