namespace Bridge.Tests.Faults;

/// <summary>What each fault comes to, by the nature of the effect: written down by hand, and held against what is seen.</summary>
internal static class Expected
{
    /// <summary>A thing that is made once: an item, a note, a reply, a comment, a file, an article.</summary>
    public static Func<Trouble, Meaning> Once(string tool) => trouble => Of(trouble, tool, Meaning.LookedFor);

    /// <summary>A change of something that is there, twice as once; where it is gone nothing is left to do.</summary>
    public static Func<Trouble, Meaning> Repeatable(string tool) =>
        trouble => trouble == Trouble.Missing ? Meaning.Done : Of(trouble, tool, Meaning.Repeated);

    /// <summary>A state: fields, tags, a status.</summary>
    public static Func<Trouble, Meaning> State(string tool) =>
        trouble => Of(trouble, tool, Meaning.Anew) is var meaning && meaning == Meaning.Again ? Meaning.Anew : meaning;

    /// <summary>The joining of an item that exists, which needs none of the marks that it leaves there.</summary>
    /// <param name="refused">What a refused mark comes to.</param>
    /// <param name="missing">What it comes to when the tool has no place for it.</param>
    public static Func<Trouble, Meaning> Link(string tool, Meaning refused, Meaning missing) =>
        trouble =>
            trouble == Trouble.Missing ? missing
            : Of(trouble, tool, Meaning.Repeated) is var meaning && meaning == Meaning.Person ? refused
            : meaning;

    /// <summary>A webhook, which nobody can ask: told again with the same id.</summary>
    public static Meaning Post(Trouble trouble) =>
        trouble.Name switch
        {
            "401" or "403" or "404" or "409" => Meaning.Person,

            // No answer is read beyond its status, but for a page where a webhook should answer.
            "half a body" or "text/plain with 200" or "XML with 200" => Meaning.Done,
            _ => Of(trouble, "hook", Meaning.Repeated),
        };

    /// <summary>A look in the tool for a write in doubt: while it fails, nothing is written.</summary>
    public static Meaning Look(Trouble trouble) => Meaning.LookedFor;

    /// <summary>The reading of a ticket or item. ClickUp's 403 says that the task is hidden from the bridge's user.</summary>
    public static Meaning Read(Trouble trouble, string tool) =>
        trouble == Trouble.Missing ? Meaning.Gone
        : trouble == Trouble.Forbidden && tool == "clickup" ? Meaning.Gone
        : trouble == Trouble.Unauthorized ? Meaning.Pauses
        : Meaning.ReadAgain;

    private static Meaning Of(Trouble trouble, string tool, Meaning doubt) =>
        trouble.Name switch
        {
            "400" or "404" or "422" => Meaning.Person,
            "401" => Meaning.Pauses,

            // Freshdesk's refusals of this kind were seen to come and go; a race is a 409 with a code of its own there.
            "403" => tool == "freshdesk" ? Meaning.Again : Meaning.Person,
            "409" => tool == "freshdesk" ? Meaning.Person : Meaning.Again,
            "429 with Retry-After" or "429 without" or "connection refused" or "TLS failure" => Meaning.Again,
            _ => doubt,
        };
}
