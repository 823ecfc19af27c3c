using System.Net.Http.Headers;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskFileTests
{
    [Fact]
    public async Task An_uploaded_file_can_be_downloaded_without_the_key()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var bytes = new byte[] { 0, 255, 1, 254 };
        var note = await UploadAsync(house, house.Mail().Id, bytes);
        var file = note.Json.GetProperty("attachments")[0];
        Assert.Equal(("log.bin", 4), (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32()));
        Assert.False(note.Json.GetProperty("private").GetBoolean());
        using var stranger = new HttpClient();
        Assert.Equal(bytes, await stranger.GetByteArrayAsync(file.GetProperty("attachment_url").GetString()));
    }

    [Fact]
    public async Task A_download_with_an_Authorization_header_is_400_in_XML()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var note = await UploadAsync(house, house.Mail().Id, [1]);
        var link = note.Json.GetProperty("attachments")[0].GetProperty("attachment_url").GetString();
        var reply = await FreshdeskHouse.Reply.OfAsync(await house.Http.GetAsync(link));
        Assert.Equal(400, reply.Status);
        Assert.StartsWith("<?xml", reply.Text);
    }

    [Fact]
    public async Task A_link_expires_and_a_new_read_gives_a_fresh_one()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var note = await UploadAsync(house, ticket.Id, [1]);
        var link = note.Json.GetProperty("attachments")[0].GetProperty("attachment_url").GetString();
        house.Time.Advance(TimeSpan.FromMinutes(6));
        using var stranger = new HttpClient();
        Assert.Equal(403, (int)(await stranger.GetAsync(link)).StatusCode);
        var again = await house.GetAsync($"tickets/{ticket.Id}/conversations");
        var fresh = again.Json[0].GetProperty("attachments")[0].GetProperty("attachment_url").GetString();
        Assert.Equal(200, (int)(await stranger.GetAsync(fresh)).StatusCode);
    }

    [Fact]
    public async Task The_files_of_a_ticket_may_have_twenty_megabytes_together()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        Assert.Equal(201, (await UploadAsync(house, ticket.Id, new byte[15 * 1024 * 1024])).Status);
        var second = await UploadAsync(house, ticket.Id, new byte[6 * 1024 * 1024]);
        Assert.Equal((400, "attachments"), (second.Status, second.Error.Field));
    }

    [Fact]
    public async Task A_ticket_can_be_made_from_a_form_with_tags_and_custom_fields()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Count", Bridge.Sandbox.Freshdesk.FreshdeskFieldType.Number);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("pat@acme.test"), "email" },
            { new StringContent("From a form"), "subject" },
            { new StringContent("d"), "description" },
            { new StringContent("3"), "priority" },
            { new StringContent("a"), "tags[]" },
            { new StringContent("b"), "tags[]" },
            { new StringContent("7"), "custom_fields[cf_count]" },
        };
        var reply = await FreshdeskHouse.Reply.OfAsync(await house.Http.PostAsync("tickets", form));
        Assert.Equal(201, reply.Status);
        var ticket = house.Server.Ticket(1);
        Assert.Equal(["a", "b"], ticket.Tags);
        Assert.Equal((3, 7L), (ticket.Priority, ticket.CustomFields["cf_count"]));
    }

    private static async Task<FreshdeskHouse.Reply> UploadAsync(FreshdeskHouse house, long ticketId, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("see file"), "body" },
            { new StringContent("false"), "private" },
            { file, "attachments[]", "log.bin" },
        };
        return await FreshdeskHouse.Reply.OfAsync(await house.Http.PostAsync($"tickets/{ticketId}/notes", form));
    }
}
