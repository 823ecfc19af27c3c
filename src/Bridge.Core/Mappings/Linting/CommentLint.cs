using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Policies of comments and files that change nothing, as nothing goes over that they are about.</summary>
internal static class CommentLint
{
    private static readonly string[] OfCopies = ["edits", "deletions", "author"];
    private static readonly string[] OfFiles = ["largest", "types", "except"];

    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        var (comments, files) = (process.Comments, process.Files);
        if (comments is { ToTracker: HelpdeskComments.None, ToHelpdesk: TrackerComments.None })
        {
            foreach (var key in OfCopies.Where(key => remarks.Says(comments, key)))
            {
                remarks.Warn(
                    comments,
                    key,
                    LintRules.NoEffect,
                    $"no comment goes over, so '{key}' changes nothing; take it out, or write 'to tracker' or 'to helpdesk'"
                );
            }
        }

        if (files is { ToTracker: HelpdeskFiles.None, ToHelpdesk: TrackerFiles.None })
        {
            foreach (var key in OfFiles.Where(key => remarks.Says(files, key)))
            {
                remarks.Warn(
                    files,
                    key,
                    LintRules.NoEffect,
                    $"no file goes over, so '{key}' changes nothing; take it out, or write 'to tracker' or 'to helpdesk'"
                );
            }
        }

        if (files.ToTracker == HelpdeskFiles.FromComments && comments.ToTracker == HelpdeskComments.None)
        {
            remarks.Warn(
                files,
                "to tracker",
                LintRules.NoEffect,
                "no comment goes to the tracker, so none of their files does; write 'to tracker: all', or let comments go over"
            );
        }

        var never = files.Types.Where(type => files.Except.Contains(type)).Select(type => type.Word).ToList();
        if (never.Count > 0)
        {
            remarks.Warn(
                files,
                "except",
                LintRules.NoEffect,
                $"{Words.List(never)} stands under 'types' and under 'except', so no such file ever goes over; take it out of one"
            );
        }
    }
}
