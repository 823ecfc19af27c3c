using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

/// <summary>The sections comments and files.</summary>
public sealed class CommentReaderTests
{
    [Fact]
    public void All_that_the_sections_say_is_read()
    {
        var process = TestFile.Read(
            """
            comments: { to tracker: conversation, to helpdesk: all, edits: keep, deletions: remove, author: none }
            files:
              to tracker: from comments
              to helpdesk: all
              largest: 500 kb
              types: [Images, .LOG]
              except: programs
            """
        );

        Assert.Equal(
            new CommentPolicy
            {
                ToTracker = HelpdeskComments.Conversation,
                ToHelpdesk = TrackerComments.All,
                Edits = CommentEdits.Keep,
                Deletions = CommentDeletions.Remove,
                Author = CommentAuthor.None,
            },
            process.Comments
        );
        Assert.Equal(
            (HelpdeskFiles.FromComments, TrackerFiles.All),
            (process.Files.ToTracker, process.Files.ToHelpdesk)
        );
        Assert.Equal(500 * 1024, process.Files.Largest);
        Assert.Equal(["images", ".log"], process.Files.Types.Select(t => t.Word));
        Assert.Equal(["programs"], process.Files.Except.Select(t => t.Word));
    }

    [Fact]
    public void Without_the_sections_nothing_goes_over()
    {
        var process = TestFile.Read("");

        Assert.Equal(new CommentPolicy(), process.Comments);
        Assert.Equal(
            (HelpdeskComments.None, TrackerComments.None, CommentEdits.Follow, CommentDeletions.Mark),
            (
                process.Comments.ToTracker,
                process.Comments.ToHelpdesk,
                process.Comments.Edits,
                process.Comments.Deletions
            )
        );
        Assert.Equal((HelpdeskFiles.None, TrackerFiles.None), (process.Files.ToTracker, process.Files.ToHelpdesk));
    }

    [Theory]
    [InlineData("comments: { edits: mark }", "unknown value 'mark' of 'edits'; it can be 'follow', 'keep'")]
    [InlineData("comments: { deletions: removed }", "unknown value 'removed' of 'deletions', did you mean 'remove'?")]
    [InlineData("comments: { files: all }", "unknown key 'files' in comments")]
    [InlineData("files: { to helpdesk: from comments }", "unknown value 'from comments' of 'to helpdesk'")]
    [InlineData("files: { largest: 20 }", "'largest' in files must be a size such as '500 KB' or '20 MB', found")]
    [InlineData("files: { types: [image] }", "unknown type of files 'image' (an ending begins with a point, such as")]
    [InlineData("files: { except: [exe] }", "unknown type of files 'exe'")]
    [InlineData("files: { except: { a: b } }", "'except' in files must be a list of texts")]
    public void A_mistake_is_named_with_its_cure(string section, string message) =>
        Assert.Contains(message, TestFile.Error(section).Message, StringComparison.Ordinal);
}
