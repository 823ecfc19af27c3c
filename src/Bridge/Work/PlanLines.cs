using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Planning.Comparison;

namespace Bridge.Work;

/// <summary>What a plan would write, for people.</summary>
public static class PlanLines
{
    private const int MostText = 300;
    private const int MostLines = 20;

    /// <summary>A line an effect, each cut to a length that can be read; no more than twenty.</summary>
    public static IEnumerable<string> Lines(this Plan plan) => plan.Effects.Take(MostLines).Select(e => Line(e.Effect));

    private static string Line(Effect effect)
    {
        var text = EffectWords.Text(effect).ReplaceLineEndings(" ").Trim();
        var side = effect.Side == Side.Helpdesk ? "helpdesk" : "tracker";
        return $"{EffectWords.Kind(effect)} in the {side} ({effect.Reason}): "
            + (text.Length > MostText ? text[..MostText] + "…" : text);
    }
}
