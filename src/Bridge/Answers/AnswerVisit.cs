using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Store;

namespace Bridge.Answers;

/// <summary>One request for an answer's page: what its link claims, and whether that can still be answered.</summary>
internal sealed class AnswerVisit(HttpContext context)
{
    private readonly AnswerStore store = context.RequestServices.GetRequiredService<AnswerStore>();
    private readonly AnswerLinks? links = context.RequestServices.GetService<AnswerLinks>();
    private AnswerClaim claim = new(0, 0, CustomerAnswer.Works, default);
    private AskedCase? asked;

    public HttpContext Context => context;

    private AnswerWords Words =>
        AnswerTexts.For([
            this.asked?.Ticket?.Values[FieldNames.RequesterLanguage]?.Display,
            .. context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l => l.Value.ToString()),
        ]);

    /// <summary>Why nothing can be answered here; null when it can.</summary>
    public async Task<AnswerPage?> RefusalAsync()
    {
        var token = context.Request.RouteValues["token"] as string ?? "";
        if (this.links?.Read(token) is not { Answer: CustomerAnswer.Works or CustomerAnswer.Broken } claimed)
        {
            return this.Sorry(StatusCodes.Status404NotFound, "unknown", words => words.Unknown);
        }

        this.claim = claimed;
        this.asked = await this.store.FindAsync(claimed, context.RequestAborted);
        if (this.asked is null)
        {
            return this.Sorry(StatusCodes.Status404NotFound, "unknown", words => words.Unknown);
        }

        var round = this.asked.State.Rounds.FirstOrDefault(r => r.Number == claimed.Round);
        if (this.asked.Answered || round?.Answer is CustomerAnswer.Works or CustomerAnswer.Broken)
        {
            return this.Used();
        }

        if (claimed.Expires <= context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            return this.Sorry(StatusCodes.Status410Gone, "expired", words => words.Expired);
        }

        return round is not null && this.asked.State.Visits is [.., var visit] && visit.At == round.Since
            ? null
            : this.Sorry(StatusCodes.Status410Gone, "gone on", words => words.GoneOn);
    }

    public Task<bool> StoreAsync(string? remark) => this.store.StoreAsync(this.claim, remark, context.RequestAborted);

    public AnswerPage Ask() =>
        new(
            StatusCodes.Status200OK,
            "opened",
            AnswerHtml.Ask(
                this.Words,
                this.asked?.Ticket,
                this.claim.Answer,
                answer => this.links!.Token(this.claim with { Answer = answer })
            )
        );

    public AnswerPage Thanks()
    {
        var words = this.Words;
        var works = this.claim.Answer == CustomerAnswer.Works;
        var text = works ? words.ThanksWorks : words.ThanksBroken;
        return new(
            StatusCodes.Status200OK,
            works ? "works" : "still broken",
            AnswerHtml.Say(words, words.Thanks, text, good: true)
        );
    }

    public AnswerPage Used()
    {
        var words = this.Words;
        return new(StatusCodes.Status410Gone, "used", AnswerHtml.Say(words, words.Thanks, words.Used, good: false));
    }

    public AnswerPage Sorry(int status, string result, Func<AnswerWords, string> text)
    {
        var words = this.Words;
        return new(status, result, AnswerHtml.Say(words, words.Sorry, text(words), good: false));
    }
}
