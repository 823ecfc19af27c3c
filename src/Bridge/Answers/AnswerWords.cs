namespace Bridge.Answers;

/// <summary>What the page of an answer says, in one language.</summary>
internal sealed record AnswerWords(string Language)
{
    public required string About { get; init; }

    public required string Question { get; init; }

    public required string Works { get; init; }

    public required string Broken { get; init; }

    public required string Remark { get; init; }

    /// <summary>Said under the buttons: opening the page has told nobody anything.</summary>
    public required string NothingYet { get; init; }

    public required string Thanks { get; init; }

    public required string ThanksWorks { get; init; }

    public required string ThanksBroken { get; init; }

    /// <summary>Heads what says that nothing can be answered here.</summary>
    public required string Sorry { get; init; }

    public required string Used { get; init; }

    public required string Expired { get; init; }

    public required string GoneOn { get; init; }

    public required string Unknown { get; init; }

    public required string TooMany { get; init; }

    public required string Away { get; init; }

    public required string OrReply { get; init; }
}
