using System.Globalization;

namespace Bridge.Tests.Crash;

/// <summary>How each of a number of kills comes about, by a seed: half at any instant, half at a point of the way.</summary>
/// <param name="After">The bridge is killed from outside at the latest then.</param>
/// <param name="At">The point at which it kills itself before; null: none.</param>
internal sealed record Kill(int Number, TimeSpan After, KillPoint? At)
{
    /// <summary>What a bridge is given to come to the point.</summary>
    private static readonly TimeSpan ToMeet = TimeSpan.FromSeconds(8);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"kill {this.Number}: {(this.At is null ? "" : $"at {this.At}, ")}after {this.After.TotalMilliseconds:0} ms at the latest"
        );

    /// <summary>The same seed gives the same kills.</summary>
    public static IEnumerable<Kill> Plan(int count, int seed)
    {
        var chance = new Random(seed);
        for (var number = 1; number <= count; number++)
        {
            var point = KillPoint.All[chance.Next(KillPoint.All.Count)];
            var at = number % 2 == 0 ? new KillPoint(point.Moment, point.Words, chance.Next(1, point.Often)) : null;
            yield return new Kill(number, at is null ? TimeSpan.FromMilliseconds(chance.Next(50, 2000)) : ToMeet, at);
        }
    }
}
