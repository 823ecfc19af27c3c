using Bridge.Connectors.ClickUp;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>Each type of custom field: what is written comes back as the same value, whatever shapes ClickUp has for it.</summary>
public sealed class ClickUpFieldTypeTests
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 1, 17, 45, 10, TimeSpan.Zero);

    public static TheoryData<string, FieldType, FieldValue> Written() =>
        new()
        {
            { "drop_down", FieldType.Choice, new FieldValue.Choice("Two") },
            { "labels", FieldType.List, new FieldValue.List(["One", "Three"]) },
            { "text", FieldType.Text, new FieldValue.Text("Some words & <more>") },
            { "short_text", FieldType.Text, new FieldValue.Text("A line") },
            { "url", FieldType.Url, new FieldValue.Text("https://acme.example/1?a=b") },
            { "email", FieldType.Text, new FieldValue.Text("dana@example.com") },
            { "phone", FieldType.Text, new FieldValue.Text("+353 1 234 5678") },
            { "number", FieldType.Number, new FieldValue.Number(-28.5m) },
            { "currency", FieldType.Number, new FieldValue.Number(8000.25m) },
            { "date", FieldType.Date, new FieldValue.Date(new DateOnly(2026, 5, 31)) },
            { "date", FieldType.DateTime, new FieldValue.Moment(Instant) },
            { "checkbox", FieldType.Bool, new FieldValue.Flag(true) },
            { "users", FieldType.User, new FieldValue.Person("Dana Field", "dana@example.com", "2002") },
            { "users", FieldType.List, new FieldValue.List(["Bridge", "Dana Field"]) },
            { "emoji", FieldType.Number, new FieldValue.Number(4) },
            { "manual_progress", FieldType.Number, new FieldValue.Number(20) },
            { "location", FieldType.Text, new FieldValue.Text("Gold Coast QLD, Australia (-28.016667, 153.4)") },
        };

    [Theory]
    [MemberData(nameof(Written))]
    public async Task What_is_written_is_read_again(string type, FieldType asType, FieldValue value)
    {
        await using var rig = await RigAsync(type, asType);
        var id = rig.Task();

        await rig.DoneAsync(ClickUpRig.Update(values: ("Thing", value)), id);
        Assert.Equal(value, (await rig.ReadAsync(id)).Values["Thing"]);

        await rig.DoneAsync(ClickUpRig.Update(values: ("Thing", null)), id);
        var emptied = (await rig.ReadAsync(id)).Values["Thing"];
        Assert.Equal(type == "checkbox" ? new FieldValue.Flag(false) : null, emptied);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task What_a_new_task_is_made_with_is_read_again(string type, FieldType asType, FieldValue value)
    {
        await using var rig = await RigAsync(type, asType);
        var made = await rig.DoneAsync(rig.Create(values: ("Thing", value)));
        Assert.Equal(value, (await rig.ReadAsync(made.Item!.Id)).Values["Thing"]);
    }

    [Theory]
    [InlineData("tasks")]
    [InlineData("list_relationship")]
    public async Task Related_tasks_go_by_id_or_address_and_come_as_addresses(string type)
    {
        await using var rig = await RigAsync(type, FieldType.List);
        var (id, one, two, three) = (rig.Task(), rig.Task("one"), rig.Task("two"), rig.Task("three"));

        await rig.DoneAsync(ClickUpRig.Update(values: ("Thing", new FieldValue.List([one, Url(two)]))), id);
        Assert.Equal(new FieldValue.List([Url(one), Url(two)]), (await rig.ReadAsync(id)).Values["Thing"]);

        await rig.DoneAsync(ClickUpRig.Update(values: ("Thing", new FieldValue.Text($"{Url(two)}, {three}"))), id);
        Assert.Equal(new FieldValue.List([Url(two), Url(three)]), (await rig.ReadAsync(id)).Values["Thing"]);

        await rig.DoneAsync(ClickUpRig.Update(values: ("Thing", null)), id);
        Assert.Null((await rig.ReadAsync(id)).Values["Thing"]);
    }

    [Theory]
    [InlineData("attachment", "files go over as attachments")]
    [InlineData("button", "a button holds no value")]
    [InlineData("votes", "cannot be written")]
    [InlineData("formula", "cannot be written")]
    [InlineData("rollup", "cannot be written")]
    [InlineData("automatic_progress", "cannot be written")]
    [InlineData("something_new", "cannot be written")]
    public async Task A_type_that_cannot_be_written_is_refused_with_its_reason(string type, string why)
    {
        await using var rig = await RigAsync(type, FieldType.Text, bind: false);
        var binding = await rig.Connector.BindAsync(Process(rig, FieldType.Text), ClickUpRig.None);
        Assert.Contains("Thing", Assert.Single(binding.Problems).Message, StringComparison.Ordinal);

        var partly = await rig.PartlyAsync(ClickUpRig.Update(values: ("Thing", new FieldValue.Text("x"))), rig.Task());
        Assert.Contains(why, partly.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emoji", "6")]
    [InlineData("emoji", "-1")]
    [InlineData("phone", "01 234 5678")]
    [InlineData("email", "dana at example.com")]
    [InlineData("url", "javascript:alert(1)")]
    [InlineData("location", "Gold Coast")]
    [InlineData("location", "Nowhere (91, 200)")]
    [InlineData("tasks", "the other task")]
    [InlineData("number", "many")]
    [InlineData("date", "31/05/2026")]
    [InlineData("checkbox", "perhaps")]
    [InlineData("drop_down", "Four")]
    public async Task What_ClickUp_would_refuse_or_drop_is_refused_before(string type, string value)
    {
        await using var rig = await RigAsync(type, FieldType.Text);
        var partly = await rig.PartlyAsync(
            ClickUpRig.Update(values: ("Thing", new FieldValue.Text(value))),
            rig.Task()
        );
        Assert.Equal("Thing", Assert.Single(partly.Failure.Fields).Field);
        Assert.Equal(0, rig.Calls("POST", "/field/"));
    }

    [Theory]
    [InlineData("number", "\"8\"", "8")]
    [InlineData("number", "8.50", "8.5")]
    [InlineData("currency", "\"12.5\"", "12.5")]
    [InlineData("emoji", "3", "3")]
    [InlineData("checkbox", "\"true\"", "yes")]
    [InlineData("checkbox", "null", "no")]
    [InlineData("drop_down", "1", "Two")]
    [InlineData("drop_down", "\"1\"", "Two")]
    [InlineData("drop_down", "\"opt-2\"", "Two")]
    [InlineData("drop_down", "\"gone\"", "gone")]
    [InlineData("drop_down", "{\"id\":\"opt-1\"}", "One")]
    [InlineData("labels", "[\"opt-1\",\"opt-2\"]", "One, Two")]
    [InlineData("date", "\"1642701600000\"", "2022-01-21")]
    [InlineData("date", "1642701600000", "2022-01-21")]
    [InlineData("users", "[{\"id\":-5,\"username\":null}]", "user -5")]
    [InlineData("attachment", "[{\"id\":\"a\",\"title\":\"log.txt\"}]", "log.txt")]
    [InlineData("manual_progress", "{\"current\":\"20\",\"percent_completed\":0.2}", "20")]
    [InlineData("automatic_progress", "{\"percent_complete\":50}", "50")]
    [InlineData("votes", "3", "3")]
    [InlineData("formula", "\"2.50\"", "2.5")]
    [InlineData("rollup", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("date", "{\"odd\":1}", "{\"odd\":1}")]
    [InlineData("drop_down", "{\"odd\":1}", "{\"odd\":1}")]
    [InlineData("users", "{\"odd\":1}", "{\"odd\":1}")]
    [InlineData("labels", "7", "7")]
    [InlineData("number", "[1]", "[1]")]
    [InlineData("something_new", "{\"odd\":1}", "{\"odd\":1}")]
    public void A_value_is_read_in_every_shape_and_an_unknown_one_is_shown_as_it_came(
        string type,
        string json,
        string shown
    )
    {
        using var value = System.Text.Json.JsonDocument.Parse(json);
        using var config = System.Text.Json.JsonDocument.Parse(
            """
            {"options":[{"id":"opt-1","name":"One","label":"One","orderindex":0},
                        {"id":"opt-2","name":"Two","label":"Two","orderindex":"1"}]}
            """
        );
        var field = new WireField
        {
            Id = "f",
            Name = "Thing",
            Type = type,
            Value = value.RootElement,
            TypeConfig = config.RootElement,
        };
        Assert.Equal(shown, ClickUpValues.Custom(field, null, TimeZoneInfo.Utc)?.Display);
    }

    private static string Url(string id) => $"https://app.clickup.com/t/{id}";

    private static async Task<ClickUpRig> RigAsync(string type, FieldType asType, bool bind = true)
    {
        var rig = await ClickUpRig.StartAsync(bind: false);
        rig.Server.AddField(
            rig.List,
            new FieldSpec("Thing", type) { Options = type is "drop_down" or "labels" ? ["One", "Two", "Three"] : [] }
        );
        if (bind)
        {
            await rig.BindAsync(Process(rig, asType));
        }

        return rig;
    }

    private static ProcessMapping Process(ClickUpRig rig, FieldType type) =>
        rig.Process() with
        {
            Fields = [ClickUpRig.Field("thing", "Thing", type)],
        };
}
