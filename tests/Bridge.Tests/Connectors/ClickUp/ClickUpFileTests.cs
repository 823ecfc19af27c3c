using System.Text;
using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpFileTests
{
    private static readonly byte[] Log = Encoding.UTF8.GetBytes("line one\nline two\n");

    [Fact]
    public async Task The_files_of_a_task_are_read_without_deleted_ones_and_with_whose_they_are()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Attach(id, "log.txt", Log, "text/plain");
        rig.AsDana.Attach(id, "odd.bin", 7);
        rig.AsDana.Attach(id, "gone.txt", Log, "text/plain");
        rig.AsDana.Detach(id, "gone.txt");
        await rig.Connector.AttachAsync(Effect("mine.txt"), id, Open(Log), ClickUpRig.None);

        var files = (await rig.ReadAsync(id)).Files;

        Assert.Equal(["log.txt", "odd.bin", "mine.txt"], files.Select(f => f.Name));
        Assert.Equal([18, 7, 18], files.Select(f => f.Size));
        Assert.Equal(("text/plain", "Dana Field", false), (files[0].ContentType, files[0].Author, files[0].ByBridge));
        Assert.True(files[2].ByBridge);
    }

    [Fact]
    public async Task A_file_in_a_comment_is_the_comments_and_the_tasks()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Comment(id, "See the picture", "shot.png", Log, "image/png");
        rig.AsDana.Comment(id, "And the log", "log.txt", Log, "text/plain");

        var task = await rig.ReadAsync(id);

        Assert.Equal(["shot.png", "log.txt"], task.Comments.Select(c => Assert.Single(c.Files).Name));
        Assert.Equal(task.Comments.Select(c => c.Files[0].Id), task.Files.Select(f => f.Id));
        Assert.Contains("See the picture", task.Comments[0].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_leaves_files_out_says_nothing_of_them()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var bare = """{"id":"x","date_updated":"1","status":{"status":"Open"}}""";
        rig.Server.Faults.Next(new Fault.Answer(200, bare), "PUT", "/task/");
        var written = await rig.DoneAsync(ClickUpRig.Update("fixing"), rig.Task());
        Assert.Empty(written.After!.Files);
    }

    [Fact]
    public async Task A_file_streams_through_from_one_task_to_another()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var (from, to) = (rig.Task(), rig.Task());
        rig.AsDana.Attach(from, "spool \"7\".log", Log, "text/plain");
        var file = (await rig.ReadAsync(from)).Files[0];

        await using var open = Assert.IsType<Opened.Got>(await rig.Connector.OpenAsync(from, file, 100, default)).File;
        Assert.Equal((18, "text/plain"), (open.Length, open.ContentType));
        var done = Assert.IsType<Outcome.Done>(
            await rig.Connector.AttachAsync(Effect(file.Name), to, open, ClickUpRig.None)
        );

        var copy = Assert.Single((await rig.ReadAsync(to)).Files);
        Assert.Equal(done.Written.FileIds, [copy.Id]);
        Assert.Equal(("spool _7_.log", 18, "text/plain"), (copy.Name, copy.Size, copy.ContentType));
        await using var again = Assert.IsType<Opened.Got>(await rig.Connector.OpenAsync(to, copy, 100, default)).File;
        using var reader = new StreamReader(again.Content);
        Assert.Equal("line one\nline two\n", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_missing_and_one_whose_address_changed_is_found()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Attach(id, "log.txt", Log, "text/plain");
        var file = (await rig.ReadAsync(id)).Files[0];
        var stale = file with { Url = rig.Server.BaseUrl + "/attachments/t1/old/log.txt" };
        await using (var found = Assert.IsType<Opened.Got>(await rig.Connector.OpenAsync(id, stale, 100, default)).File)
        {
            Assert.Equal(18, found.Length);
        }

        rig.AsDana.Detach(id, "log.txt");
        var failed = Assert.IsType<Opened.Failed>(await rig.Connector.OpenAsync(id, file, 100, default));
        Assert.Equal(FailureKind.Missing, failed.Failure.Kind);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_the_bound_is_refused_and_leaves_nothing()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Attach(id, "log.txt", Log, "text/plain");
        var file = (await rig.ReadAsync(id)).Files[0];
        var failed = Assert.IsType<Opened.Failed>(await rig.Connector.OpenAsync(id, file, 10, default));
        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);

        var outcome = await rig.Connector.AttachAsync(
            Effect("endless.log"),
            id,
            new OpenFile(
                new Bridge.Connectors.Http.BoundedStream(new MemoryStream(Log), 10),
                null,
                null,
                new MemoryStream()
            ),
            ClickUpRig.None
        );
        Assert.Equal(FailureKind.Refused, Assert.IsType<Outcome.Failed>(outcome).Failure.Kind);
        Assert.Equal(["log.txt"], rig.See(id).Attachments);
    }

    [Fact]
    public async Task An_upload_whose_answer_was_lost_is_found_by_name_size_and_author()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        rig.AsDana.Attach(id, "log.txt", Log, "text/plain");
        Assert.IsType<Found.No>(await rig.FindAsync(Effect("log.txt"), id));
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/attachment");
        var failed = await rig.Connector.AttachAsync(Effect("log.txt"), id, Open(Log), ClickUpRig.None);
        Assert.True(Assert.IsType<Outcome.Failed>(failed).Failure.MayHaveHappened);

        var yes = Assert.IsType<Found.Yes>(await rig.FindAsync(Effect("log.txt"), id));

        Assert.Equal((await rig.ReadAsync(id)).Files.Single(f => f.ByBridge).Id, Assert.Single(yes.Written.FileIds));
        Assert.IsType<Found.No>(await rig.FindAsync(Effect("log.txt"), id, claimed: yes.Written.FileIds[0]));
        Assert.IsType<Found.No>(await rig.FindAsync(Effect("other.txt"), id));
    }

    [Fact]
    public async Task A_full_storage_is_a_refusal_that_says_so()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.Faults.Next(
            new Fault.Answer(400, """{"err":"Storage limit","ECODE":"GBUSED_005"}"""),
            "POST",
            "/attachment"
        );
        var outcome = await rig.Connector.AttachAsync(Effect("a.txt"), rig.Task(), Open(Log), ClickUpRig.None);
        var failure = Assert.IsType<Outcome.Failed>(outcome).Failure;
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("storage is full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bridges_own_comment_is_edited_with_its_formatting_and_removed()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var made = await rig.DoneAsync(ClickUpRig.Comment("<p>before</p>"), id);
        var edit = new Effect.EditComment(made.CommentId!, "<p>after <b>all</b></p>") { Key = "e", Reason = "a test" };

        await rig.DoneAsync(edit, id);

        var read = Assert.Single((await rig.ReadAsync(id)).Comments);
        Assert.Equal((made.CommentId, true), (read.Id, read.ByBridge));
        Assert.Contains("<strong>all</strong>", read.Html, StringComparison.Ordinal);
        Assert.IsType<Found.No>(await rig.FindAsync(edit, id));

        var remove = new Effect.RemoveComment(made.CommentId!) { Key = "r", Reason = "a test" };
        await rig.DoneAsync(remove, id);
        Assert.Empty((await rig.ReadAsync(id)).Comments);
        await rig.DoneAsync(remove, id);
        await rig.DoneAsync(edit, id);
    }

    [Fact]
    public async Task An_edit_whose_formatting_is_refused_goes_as_plain_text()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var id = rig.Task();
        var made = await rig.DoneAsync(ClickUpRig.Comment("<p>before</p>"), id);
        rig.Server.Faults.Next(new Fault.Answer(400, """{"err":"Bad comment"}"""), "PUT", "/comment");
        await rig.DoneAsync(new Effect.EditComment(made.CommentId!, "<p>after</p>") { Key = "e", Reason = "x" }, id);
        Assert.Equal("after", Assert.Single(rig.Server.GetComments(id)).Text.Trim());
    }

    private static OpenFile Open(byte[] bytes) =>
        new(new MemoryStream(bytes), bytes.Length, "text/plain", new MemoryStream());

    private static Effect.Attach Effect(string name) =>
        new(
            Side.Tracker,
            new FileRef("7", name, 18, "text/plain", default, "Ann", false, ""),
            "freshdesk",
            "1",
            "",
            1000
        )
        {
            Key = "attach-1",
            Reason = "a test",
        };
}
