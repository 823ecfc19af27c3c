namespace Bridge.Work;

/// <summary>What came of an action on a finding.</summary>
public enum Acted
{
    /// <summary>It is stored; the next look acts on it.</summary>
    Done,

    /// <summary>A worker has the case just now: nothing was changed.</summary>
    Busy,

    /// <summary>The finding is over, or there is none: nothing was changed.</summary>
    Over,

    /// <summary>It is of no case, and closes by itself once it is mended: there is nothing to try again.</summary>
    ByItself,

    /// <summary>The webhook is still not understood.</summary>
    NotUnderstood,
}

/// <summary>What came of an action, for people.</summary>
public static class ActedWords
{
    public static string Of(Acted acted) =>
        acted switch
        {
            Acted.Done => "done",
            Acted.Busy => "a worker has its case just now",
            Acted.Over => "it is over already",
            Acted.ByItself => "it closes by itself once it is mended; there is nothing to try again",
            _ => "it is still not understood",
        };
}
