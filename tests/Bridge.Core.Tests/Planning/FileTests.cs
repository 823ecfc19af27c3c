using Bridge.Core.Delivery;
using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

/// <summary>Files go over once, by the policy of the process.</summary>
public sealed class FileTests
{
    private const long Megabyte = 1024 * 1024;

    private static readonly FilePolicy Both = new() { ToTracker = HelpdeskFiles.All, ToHelpdesk = TrackerFiles.All };

    [Fact]
    public void No_file_goes_over_unless_the_mapping_says_so()
    {
        var world = ReconcilerTests.Entered();

        world
            .Attaches(Side.Helpdesk, "Carol", "a.log", with: "<p>See</p>")
            .Attaches(Side.Tracker, "Eve", "b.log")
            .Signal();

        Assert.Empty(Attached(world));
    }

    [Fact]
    public void The_tickets_own_files_go_along_when_the_item_is_made()
    {
        var world = new World(With(Both)).Attaches(Side.Helpdesk, "Carol", "screen.png");

        world.AgentMoves("Triage").Agent("type", new FieldValue.Choice("Bug")).Signal().Signal();

        var attach = Assert.Single(Attached(world));
        Assert.Equal(
            (Side.Tracker, "screen.png", "desk", "42", FilePolicy.UsualLargest),
            (attach.On, attach.File.Name, attach.From, attach.Owner, attach.AtMost)
        );
        Assert.Equal("screen.png", Assert.Single(world.Item!.Files).Name);
    }

    [Fact]
    public void A_file_goes_after_the_comment_that_it_stands_in()
    {
        var world = ReconcilerTests.Entered(With(Both));

        world.Attaches(Side.Helpdesk, "Dana", "a.log", with: "<p>See the log</p>").Signal().Signal();

        var told = world.Done.Where(e => e is Effect.AddComment or Effect.Attach).ToList();
        Assert.Equal([typeof(Effect.AddComment), typeof(Effect.Attach)], told.Select(e => e.GetType()));
    }

    [Fact]
    public void Files_of_comments_go_alone_where_the_mapping_says_so()
    {
        var notes = Sample.Process.Comments with { ToTracker = HelpdeskComments.Notes };
        var process = With(new FilePolicy { ToTracker = HelpdeskFiles.FromComments }) with { Comments = notes };
        var world = ReconcilerTests.Entered(process);

        world
            .Attaches(Side.Helpdesk, "Carol", "own.log")
            .Attaches(Side.Helpdesk, "Dana", "note.log", with: "<p>See</p>")
            .Signal();

        Assert.Equal("note.log", Assert.Single(Attached(world)).File.Name);
    }

    [Fact]
    public void A_file_of_a_comment_that_stays_goes_over_where_all_do()
    {
        var process = With(Both) with { Comments = new CommentPolicy() };
        var world = ReconcilerTests.Entered(process);

        world.Attaches(Side.Helpdesk, "Carol", "a.log", with: "<p>See</p>").Signal();

        Assert.Equal("a.log", Assert.Single(Attached(world)).File.Name);
        Assert.Empty(world.Item!.Comments);
    }

    [Fact]
    public void A_file_of_the_tracker_comes_as_a_private_note_and_never_goes_back()
    {
        var world = ReconcilerTests.Entered(With(Both));

        world.Attaches(Side.Tracker, "Eve", "patch <1>.diff").Signal().Signal();

        Assert.Single(Attached(world));
        var note = world.Ticket.Comments[^1];
        Assert.False(note.Public);
        Assert.Equal("<p>File of <b>Eve</b> (T-1): patch &lt;1&gt;.diff</p>", note.Html);
        Assert.Single(world.Item!.Files);
    }

    [Fact]
    public void A_file_that_the_tracker_lists_twice_goes_once()
    {
        var world = ReconcilerTests.Entered(With(Both));

        world.Attaches(Side.Tracker, "Eve", "a.log", with: "<p>See</p>").Signal().Signal();

        Assert.Single(world.Item!.Files);
        Assert.Single(Attached(world));
    }

    [Fact]
    public void What_stood_at_an_item_before_the_case_came_in_stays_there()
    {
        var world = ReconcilerTests.Entered(With(Both));
        var old = new FileRef("9", "old.log", 5, null, Sample.Monday.AddDays(-1), "Eve", false, "https://x.example/9");

        world.Shows(Side.Tracker, item => item with { Files = [old] }).Signal();

        Assert.Empty(Attached(world));
    }

    [Fact]
    public void What_the_bridges_own_user_added_stays_where_it_is()
    {
        var world = ReconcilerTests.Entered(With(Both)).Attaches(Side.Tracker, "Eve", "a.log");

        world
            .Shows(Side.Tracker, item => item with { Files = [.. item.Files.Select(f => f with { ByBridge = true })] })
            .Signal();

        Assert.Empty(Attached(world));
    }

    [Fact]
    public void A_file_that_is_too_large_is_told_in_the_copy_of_its_comment()
    {
        var world = ReconcilerTests.Entered(With(Both));

        world.Attaches(Side.Helpdesk, "Dana", "dump.zip", 34 * Megabyte, "<p>See the dump</p>").Signal().Signal();

        Assert.Empty(Attached(world));
        var copy = Assert.Single(world.Item!.Comments);
        Assert.EndsWith(
            "<p>See the dump</p><p><i>File not carried over: dump.zip (34 MB): larger than 20 MB</i></p>",
            copy.Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Own_files_that_stay_are_told_in_one_comment()
    {
        var policy = Both with { Except = [new FileType("programs")], Largest = Megabyte };
        var world = ReconcilerTests.Entered(With(policy));

        world
            .Attaches(Side.Helpdesk, "Carol", "run.exe", 10)
            .Attaches(Side.Helpdesk, "Carol", "dump.zip", 2 * Megabyte)
            .Attaches(Side.Helpdesk, "Carol", "a.log", 10)
            .Signal()
            .Signal();

        Assert.Equal("a.log", Assert.Single(Attached(world)).File.Name);
        Assert.Equal(
            "<p><i>Files not carried over (ticket #42):</i></p><ul><li>run.exe (10 bytes): this type is excepted</li>"
                + "<li>dump.zip (2 MB): larger than 1 MB</li></ul>",
            Assert.Single(world.Item!.Comments).Html
        );
    }

    [Fact]
    public void A_file_that_comes_with_an_edit_is_told_when_it_stays()
    {
        var world = ReconcilerTests.Entered(With(Both)).Comments(Side.Tracker, "Eve", "<p>See</p>").Signal();
        var big = new FileRef("9", "b.zip", 30 * Megabyte, null, world.Now, "Eve", false, "https://x.example/9");

        world
            .Shows(
                Side.Tracker,
                item =>
                    item with
                    {
                        Comments = [.. item.Comments.Select(c => c.Author == "Eve" ? c with { Files = [big] } : c)],
                    }
            )
            .Signal()
            .Signal();

        Assert.Contains(
            "b.zip (30 MB): larger than 20 MB",
            Assert.Single(world.Done.OfType<Effect.EditNote>()).Html,
            StringComparison.Ordinal
        );
        Assert.Single(world.Done.OfType<Effect.AddNote>(), n => n.MirrorOf is not null);
    }

    [Fact]
    public void A_file_that_is_gone_by_then_is_told_once()
    {
        var world = ReconcilerTests.Entered(With(Both));
        world.Answer = e =>
            e is Effect.Attach ? new Outcome.Failed(new Failure(FailureKind.Missing, "there is no such file")) : null;

        world.Attaches(Side.Helpdesk, "Carol", "a.log").Signal().Signal();

        Assert.Equal(
            "<p><i>Files not carried over:</i></p><ul><li>a.log: there is no such file</li></ul>",
            Assert.Single(world.Item!.Comments).Html
        );
        Assert.Empty(world.Plan().Effects);
    }

    [Theory]
    [InlineData("images", "a.PNG", null, true)]
    [InlineData("images", "a", "image/png", true)]
    [InlineData("images", "a.log", "text/plain", false)]
    [InlineData("text", "a.log", null, true)]
    [InlineData(".tar.gz", "x.tar.gz", null, true)]
    [InlineData(".gz", "gz", null, false)]
    [InlineData("programs", "invoice.pdf.exe", "application/pdf", true)]
    [InlineData("documents", "invoice.pdf", null, true)]
    public void A_type_is_known_by_the_last_ending_or_the_media_type(
        string type,
        string name,
        string? contentType,
        bool has
    ) => Assert.Equal(has, new FileType(type).Has(name, contentType));

    [Theory]
    [InlineData("a.log", 5L, null)]
    [InlineData("a.log", null, null)]
    [InlineData("a.log", 21 * Megabyte, "larger than 20 MB")]
    [InlineData("a.exe", 5L, "this type is excepted")]
    [InlineData("a.mp4", 5L, "only text, .zip go over")]
    public void The_first_reason_counts(string name, long? size, string? why)
    {
        var policy = new FilePolicy
        {
            Types = [new FileType("text"), new FileType(".zip")],
            Except = [new FileType("programs")],
        };

        Assert.Equal(why, policy.WhyNot(name, size, null));
    }

    [Theory]
    [InlineData("500 KB", 500 * 1024L, "500 KB")]
    [InlineData("20MB", 20 * Megabyte, "20 MB")]
    [InlineData("1 gb", 1024 * Megabyte, "1 GB")]
    public void A_size_is_read_and_said(string text, long bytes, string words)
    {
        Assert.Equal(bytes, FileSize.Read(text));
        Assert.Equal(words, FileSize.InWords(bytes));
    }

    [Theory]
    [InlineData("0 MB")]
    [InlineData("20")]
    [InlineData("-1 MB")]
    [InlineData("MB")]
    [InlineData("20 megabytes")]
    [InlineData("99999 GB")]
    public void Anything_else_is_no_size(string text) => Assert.Null(FileSize.Read(text));

    private static ProcessMapping With(FilePolicy files) => Sample.Process with { Files = files };

    private static List<Effect.Attach> Attached(World world) => [.. world.Done.OfType<Effect.Attach>()];
}
