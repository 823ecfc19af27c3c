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
