using Bridge.Core.Mappings.Checking;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Settings that change nothing in this process.</summary>
internal static class EffectLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        var reverts =
            process.Gates.OnViolation == OnViolation.Revert
            || process.Stages.Any(s => s.OnViolation == OnViolation.Revert);
        if (process.Gates.Grace > TimeSpan.Zero && !reverts)
        {
            remarks.Warn(
                process.Gates,
                "grace",
                LintRules.NoEffect,
                "no stage is ever put back, so there is nothing to wait for; take 'grace' out, or write 'on violation: revert'"
            );
        }

        if (process.Released is { } released && process.Messages.All(m => m.Trigger != TriggerKind.Released))
        {
            remarks.Warn(
                released,
                "",
                LintRules.NoEffect,
                "no message tells that a fix is released; add one 'when: released', or take the section out"
            );
        }

        if (process.SharedItem is { } shared && process.Messages.All(m => m.To != Audience.Customer))
        {
            remarks.Warn(
                shared,
                shared.AtMost is null ? "opt out tag" : "at most",
                LintRules.NoEffect,
                "no message goes to customers, so nobody has to wait or to be left alone; take 'shared item' out"
            );
        }

        if (process.Eta is { QuietDays: > 0 } eta && process.Messages.All(m => m.Trigger != TriggerKind.EtaChanged))
        {
            remarks.Warn(
                eta,
                "quiet days",
                LintRules.NoEffect,
                "no message tells a changed ETA, so none is kept quiet; add a message 'when: ETA changed', or take 'quiet days' out"
            );
        }
    }
}
