namespace Bridge.Tests.Faults;

/// <summary>What a fault comes to, as docs/faults.md words it. The set is closed.</summary>
internal enum Meaning
{
    /// <summary>Certainly not written: tried again by itself.</summary>
    Again,

    /// <summary>May be written: looked for in the tool before it is tried again.</summary>
    LookedFor,

    /// <summary>May be written, and twice is as once: done again without a look.</summary>
    Repeated,

    /// <summary>A state, which the next plan decides anew from what is seen then.</summary>
    Anew,

    /// <summary>The key is dead: tried once a minute until it works again.</summary>
    Pauses,

    /// <summary>Waits for a person, visibly, with the tool's own words.</summary>
    Person,

    /// <summary>Done without the part that the tool refused; the story says so.</summary>
    Without,

    /// <summary>Nothing is left to do.</summary>
    Done,

    /// <summary>Nothing was decided yet: the case is read again by itself.</summary>
    ReadAgain,

    /// <summary>The thing is taken to be gone, which people are told; once it is seen again, all goes on.</summary>
    Gone,

    /// <summary>None of these: always wrong.</summary>
    Unclear,
}

/// <summary>The words of a table.</summary>
internal static class Meanings
{
    public static string Word(this Meaning meaning) =>
        meaning switch
        {
            Meaning.Again => "again",
            Meaning.LookedFor => "looked for",
            Meaning.Repeated => "repeated",
            Meaning.Anew => "anew",
            Meaning.Pauses => "pauses",
            Meaning.Person => "person",
            Meaning.Without => "without",
            Meaning.Done => "done",
            Meaning.ReadAgain => "read again",
            Meaning.Gone => "gone",
            _ => "?",
        };
}
