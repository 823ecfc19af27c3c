using Bridge.Connectors;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Work;

namespace Bridge.Tests.Carrying;

/// <summary>What becomes of a file between two tools, whichever of them fails.</summary>
public sealed class FileCarrierTests
{
    private const long AtMost = 1024;

    private static readonly Effect.Attach Attach = new(
        Side.Tracker,
        new FileRef("7", "a.log", null, null, DateTimeOffset.UnixEpoch, "Carol", false, "https://desk.example/7"),
        "desk",
        "42",
        "<p>File of <b>Carol</b></p>",
        AtMost
    )
    {
        Key = "file/1",
        Reason = "file a.log of Carol",
    };

    [Fact]
    public async Task The_bytes_of_the_one_go_to_the_other_and_the_connection_is_let_go()
    {
        var source = new FileTool(Open(3, "abc"u8.ToArray()));
        var target = new FileTool();

        var outcome = await CarryAsync(source, target);

        Assert.Equal(["9"], Assert.IsType<Outcome.Done>(outcome).Written.FileIds);
        Assert.Equal("abc"u8.ToArray(), target.Taken);
        Assert.True(source.IsLetGo);
    }

    [Fact]
    public async Task What_cannot_be_read_was_certainly_not_written()
    {
        var source = new FileTool(new Opened.Failed(new Failure(FailureKind.Unknown, "the answer broke off")));
        var target = new FileTool();

        var failure = Assert.IsType<Outcome.Failed>(await CarryAsync(source, target)).Failure;

        Assert.Equal(FailureKind.Offline, failure.Kind);
        Assert.Equal("it cannot be read from desk: the answer broke off", failure.Message);
        Assert.Null(target.Taken);
    }

    [Fact]
    public async Task A_login_page_in_place_of_a_file_is_not_carried_over()
    {
        var source = new FileTool(Open(3, "<a>"u8.ToArray(), "text/html"));
        var target = new FileTool();

        var failure = Assert.IsType<Outcome.Failed>(await CarryAsync(source, target)).Failure;

        Assert.Equal(FailureKind.Offline, failure.Kind);
        Assert.Null(target.Taken);
        Assert.True(source.IsLetGo);
    }

    [Fact]
    public async Task A_page_that_is_the_file_itself_goes_over()
    {
        var source = new FileTool(Open(3, "<a>"u8.ToArray(), "text/html"));
        var target = new FileTool();
        var page = Attach with { File = Attach.File with { Name = "error.HTML" } };

        var outcome = await FileCarrier.CarryAsync(page, source, target, "T-1", TestContext.Current.CancellationToken);

        Assert.IsType<Outcome.Done>(outcome);
        Assert.Equal("<a>"u8.ToArray(), target.Taken);
    }

    [Fact]
    public async Task A_file_that_is_gone_stays_gone()
    {
        var source = new FileTool(new Opened.Failed(new Failure(FailureKind.Missing, "no such file")));

        var failure = Assert.IsType<Outcome.Failed>(await CarryAsync(source, new FileTool())).Failure;

        Assert.Equal(FailureKind.Missing, failure.Kind);
        Assert.IsType<NextTry.Person>(RetryPolicy.After(failure, 1, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task A_connection_that_is_no_longer_in_the_settings_may_come_back() =>
        Assert.Equal(
            FailureKind.Offline,
            Assert.IsType<Outcome.Failed>(await CarryAsync(null, new FileTool())).Failure.Kind
        );

    [Fact]
    public async Task A_file_that_says_it_is_too_large_is_not_begun()
    {
        var target = new FileTool();

        var outcome = await CarryAsync(new FileTool(Open(AtMost + 1, new byte[AtMost + 1])), target);

        var failure = Assert.IsType<Outcome.Failed>(outcome).Failure;
        Assert.Equal((FailureKind.Refused, "larger than 1 KB"), (failure.Kind, failure.Message));
        Assert.Null(target.Taken);
    }

    [Fact]
    public async Task A_file_that_turns_out_too_large_is_not_in_doubt()
    {
        var outcome = await CarryAsync(new FileTool(Open(null, new byte[AtMost + 1])), new FileTool());

        var failure = Assert.IsType<Outcome.Failed>(outcome).Failure;
        Assert.Equal((FailureKind.Refused, false), (failure.Kind, failure.MayHaveHappened));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_in_doubt()
    {
        var target = new FileTool() { Answers = new Failure(FailureKind.Unknown, "no answer within 30 s") };

        var outcome = await CarryAsync(new FileTool(Open(3, "abc"u8.ToArray())), target);

        Assert.True(Assert.IsType<Outcome.Failed>(outcome).Failure.MayHaveHappened);
    }

    private static Task<Outcome> CarryAsync(FileTool? source, FileTool target) =>
        FileCarrier.CarryAsync(Attach, source, target, "T-1", TestContext.Current.CancellationToken);

    private static Func<IDisposable, Opened> Open(long? length, byte[] bytes, string type = "text/plain") =>
        held => new Opened.Got(new OpenFile(new BoundedStream(new MemoryStream(bytes), AtMost), length, type, held));
}
