using System.Text;
using Bridge.Core.Mappings.Checking;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Planning;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Messages that say a thing twice, that the leak guard stops, or that lack a language.</summary>
internal static class MessageLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        var moments = new Dictionary<MessageRule, MessageRule>();
        foreach (var message in process.Messages)
        {
            var moment = Moment(process, message);
            if (!moments.TryAdd(moment, message))
            {
                var first = moments[moment];
                remarks.Warn(
                    message,
                    "",
                    LintRules.ToldTwice,
                    $"message '{message.Name}' goes to the {message.To.ToString().ToLowerInvariant()} at the same moment as '{first.Name}'; put both into one, or send one at another moment"
                );
            }

            if (message.To == Audience.Customer)
            {
                Stopped(process, message, remarks);
            }
        }

        Languages(process, remarks);
    }

    /// <summary>The message without its words; a stage whose outcome a trigger tells is that trigger.</summary>
    private static MessageRule Moment(ProcessMapping process, MessageRule message)
    {
        var bare = message with { Name = "", Texts = [], Notify = [] };
        if (message.Trigger != TriggerKind.StageEntered || process.Stage(message.Stage) is not { } stage)
        {
            return bare;
        }

        return stage.Outcome switch
        {
            StageOutcome.Resolved => bare with { Trigger = TriggerKind.Resolved, Stage = null },
            StageOutcome.Unresolved => bare with { Trigger = TriggerKind.ClosedUnresolved, Stage = null },
            _ => bare with { Stage = stage.Name },
        };
    }

    private static void Stopped(ProcessMapping process, MessageRule message, Remarks remarks)
    {
        foreach (var (language, text) in message.Texts)
        {
            var found = LeakGuard.Find(process, null, Literal(text.Source));
            if (found.IsEmpty)
            {
                continue;
            }

            var word = process.LeakWords.FirstOrDefault(w =>
                text.Source.Contains(w, StringComparison.OrdinalIgnoreCase)
            );
            var at = word is null ? 0 : text.Source.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            remarks.Error(
                text,
                at,
                word?.Length ?? 1,
                LintRules.AlwaysStopped,
                $"the {language} text of message '{message.Name}' has {found[0].What}, so it is stopped each time; take that out"
            );
        }
    }

    /// <summary>The text without what stands between braces.</summary>
    private static string Literal(string source)
    {
        var literal = new StringBuilder(source.Length);
        var from = 0;
        foreach (var tag in TemplateTag.Of(source))
        {
            literal.Append(source, from, tag.Offset - from);
            from = Math.Min(tag.Offset + tag.Length, source.Length);
        }

        return literal.Append(source, from, source.Length - from).ToString();
    }

    private static void Languages(ProcessMapping process, Remarks remarks)
    {
        var all = process
            .Messages.Where(m => m.To == Audience.Customer)
            .SelectMany(m => m.Texts)
            .Select(t => t.Language)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var message in process.Messages.Where(m => m.To == Audience.Customer && !m.Texts.IsEmpty))
        {
            var missing = all.Where(l => message.Texts.All(t => t.Language != l)).ToList();
            if (missing.Count > 0)
            {
                remarks.Warn(
                    message,
                    "",
                    LintRules.LanguageGap,
                    $"message '{message.Name}' has no {Words.List(missing)} text, which other messages have; its readers get '{message.Texts[0].Language}'"
                );
            }
        }
    }
}
