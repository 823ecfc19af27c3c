using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Simulation;

/// <summary>The links that a simulated customer was sent. A round takes one answer by link, the first, until they expire.</summary>
internal sealed class MailedLinks
{
    private readonly HashSet<int> used = [];

    /// <summary>The answer that a click gives; else why the page behind the link takes none.</summary>
    /// <param name="round">The round that the link is of; the case may be further on.</param>
    internal (GivenAnswer? Answer, string? Why) Click(
        ValidationRule? rule,
        ValidationRound? round,
        CustomerAnswer answer,
        string? remark,
        DateTimeOffset now
    ) =>
        rule is null || round is null ? (null, "nobody was asked yet")
        : round.Since + rule.LinksExpireAfter <= now ? (null, $"the links of round {round.Number} have expired")
        : !this.used.Add(round.Number) ? (null, $"round {round.Number} was answered by a link already")
        : (new GivenAnswer(this.used.Count, round.Number, answer, remark, now), null);
}
