using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Planning;

namespace Bridge.Work;

/// <summary>What a process in observe mode would do.</summary>
internal static class Shown
{
    /// <summary>Observe mode: what would be done goes into the story, once, and nothing else changes.</summary>
    public static void Tell(CaseWork work, Plan plan)
    {
        var would = plan.Effects.Select(e => $"{e.Effect.Key} {e.Effect.Reason}").ToList();
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', would))))[..16];
        if (would.Count > 0 && work.Case.Shown != print)
        {
            foreach (var planned in plan.Effects)
            {
                work.Tell("would", $"observe mode, not written: {planned.Effect.Reason}");
            }

            work.Case = work.Case with { Shown = print };
        }
    }
}
