using System.Text;
using Bridge.Connectors;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Jira;
using SandboxFlavor = Bridge.Sandbox.Jira.JiraFlavor;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraFileTests
{
    public static TheoryData<SandboxFlavor> Both => [SandboxFlavor.Cloud, SandboxFlavor.DataCenter];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_files_of_an_issue_are_listed_and_streamed(SandboxFlavor flavor)
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { Flavor = flavor });
        var id = rig.Issue();
        var bytes = Encoding.UTF8.GetBytes("line 1");
        var fileId = rig.Server.As(rig.Dana).Attach(id, "log über 1.txt", "text/plain", bytes);
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        Assert.Equal(fileId.ToString(System.Globalization.CultureInfo.InvariantCulture), file.Id);
        Assert.Equal(
            ("log über 1.txt", 6L, "text/plain", "Dana Field", false),
            (file.Name, file.Size, file.ContentType, file.Author, file.ByBridge)
        );

        var opened = Assert.IsType<Opened.Got>(await rig.Connector.OpenAsync(id, file, 100, JiraRig.None)).File;
        await using (opened)
        {
            using var reader = new StreamReader(opened.Content);
            Assert.Equal("line 1", await reader.ReadToEndAsync(JiraRig.None));
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_is_added_by_stream_and_known_as_the_bridge_s_own(SandboxFlavor flavor)
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { Flavor = flavor });
        var id = rig.Issue();
        var done = Assert.IsType<Outcome.Done>(await AttachAsync(rig, id, "Übersicht \"1\".csv", "a;b"));
        var kept = Assert.Single(rig.See(id).Files);
        Assert.Equal(
            ("Übersicht '1'.csv", "text/csv", "a;b"),
            (kept.Name, kept.MimeType, Encoding.UTF8.GetString(kept.Content))
        );
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        Assert.True(file.ByBridge);
        Assert.Equal([file.Id], done.Written.FileIds);
    }

    [Fact]
    public async Task An_upload_whose_answer_was_cut_is_found_by_name_size_and_author()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.csv", "text/csv", "abc"u8.ToArray());
        var effect = Attach("a.csv", 3);
        Assert.IsType<Found.No>(await rig.FindAsync(effect, id));
        rig.Server.Faults.Next(new Fault.CutAfter(), "POST", "/attachments");
        var failed = Assert.IsType<Outcome.Failed>(await AttachAsync(rig, id, "a.csv", "abc"));
        Assert.True(failed.Failure.MayHaveHappened);
        var found = Assert.IsType<Found.Yes>(await rig.FindAsync(effect, id));
        Assert.Equal(2, rig.See(id).Files.Count);
        Assert.Single(found.Written.FileIds);
    }

    [Theory]
    [InlineData(SandboxFlavor.Cloud, "(413)")]
    [InlineData(SandboxFlavor.DataCenter, "this Jira takes 2")]
    public async Task A_file_that_is_too_large_is_refused_as_that(SandboxFlavor flavor, string words)
    {
        await using var rig = await JiraRig.StartAsync(jira: new JiraOptions { Flavor = flavor, AttachmentLimit = 2 });
        var failed = Assert.IsType<Outcome.Failed>(await AttachAsync(rig, rig.Issue(), "a.csv", "abc"));
        Assert.Equal(FailureKind.Refused, failed.Failure.Kind);
        Assert.Contains(words, failed.Failure.Message);
    }

    [Fact]
    public async Task A_source_that_breaks_off_leaves_nothing_and_is_tried_again()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        await using var file = new OpenFile(new Broken(), null, "text/csv", Stream.Null);
        var outcome = await rig.Connector.AttachAsync(Attach("a.csv", null), id, file, JiraRig.None);
        Assert.Equal(FailureKind.Offline, Assert.IsType<Outcome.Failed>(outcome).Failure.Kind);
        Assert.Empty(rig.See(id).Files);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_missing()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.txt", "text/plain", "abc"u8.ToArray());
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        rig.Server.As(rig.Dana).Delete(id);
        var opened = await rig.Connector.OpenAsync(id, file, 100, JiraRig.None);
        Assert.Equal(FailureKind.Missing, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    [Fact]
    public async Task A_dead_token_is_not_taken_for_a_file_that_is_gone()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.txt", "text/plain", "abc"u8.ToArray());
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        rig.Server.Options.ApiToken = "revoked";
        var opened = await rig.Connector.OpenAsync(id, file, 100, JiraRig.None);
        Assert.Equal(FailureKind.Unauthorized, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    [Fact]
    public async Task A_login_page_is_not_taken_for_the_file()
    {
        await using var rig = await JiraRig.StartAsync();
        var id = rig.Issue();
        rig.Server.As(rig.Dana).Attach(id, "a.txt", "text/plain", "abc"u8.ToArray());
        var file = Assert.Single((await rig.ReadAsync(id)).Files);
        rig.Server.Faults.Next(
            new Fault.Answer(200, "<html>Log in</html>", "text/html"),
            "GET",
            "/attachment/content/"
        );
        var opened = await rig.Connector.OpenAsync(id, file, 100, JiraRig.None);
        Assert.Equal(FailureKind.Unknown, Assert.IsType<Opened.Failed>(opened).Failure.Kind);
    }

    private static Effect.Attach Attach(string name, long? size) =>
        new(
            Side.Tracker,
            new FileRef("7", name, size, "text/csv", default, "Ana", false, ""),
            "freshdesk",
            "1",
            "",
            100
        )
        {
            Key = "attach-1",
            Reason = "a test",
        };

    private static async Task<Outcome> AttachAsync(JiraRig rig, string id, string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        await using var file = new OpenFile(new MemoryStream(bytes), bytes.Length, "text/csv", Stream.Null);
        return await rig.Connector.AttachAsync(Attach(name, bytes.Length), id, file, JiraRig.None);
    }

    /// <summary>Some bytes, then no more.</summary>
    private sealed class Broken : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (this.reads++ > 0)
            {
                throw new IOException("the line went dead");
            }

            buffer.Span[0] = 1;
            return ValueTask.FromResult(1);
        }
    }
}
