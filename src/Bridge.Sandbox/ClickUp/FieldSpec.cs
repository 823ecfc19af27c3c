namespace Bridge.Sandbox.ClickUp;

/// <summary>
/// A custom field to set up. <paramref name="Type"/> is the API's name of it: drop_down, labels, text, short_text,
/// url, email, phone, number, currency, date, checkbox, users, tasks, list_relationship, emoji, manual_progress,
/// automatic_progress, formula, rollup, votes, location, attachment, button.
/// </summary>
public sealed record FieldSpec(string Name, string Type)
{
    /// <summary>The options of drop_down and labels, in order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Required fields are enforced by the UI, and on API creates that ask for it.</summary>
    public bool Required { get; init; }

    /// <summary>The highest value of an emoji (rating) field.</summary>
    public int Count { get; init; } = 5;

    /// <summary>A fixed id (a UUID), for mappings that name it; null makes one.</summary>
    public string? Id { get; init; }

    public static FieldSpec DropDown(string name, params string[] options) =>
        new(name, "drop_down") { Options = options };

    public static FieldSpec Labels(string name, params string[] options) => new(name, "labels") { Options = options };

    public static FieldSpec Text(string name) => new(name, "text");

    public static FieldSpec ShortText(string name) => new(name, "short_text");

    public static FieldSpec Url(string name) => new(name, "url");

    public static FieldSpec Number(string name) => new(name, "number");

    public static FieldSpec Date(string name) => new(name, "date");

    public static FieldSpec Checkbox(string name) => new(name, "checkbox");

    public static FieldSpec Users(string name) => new(name, "users");
}
