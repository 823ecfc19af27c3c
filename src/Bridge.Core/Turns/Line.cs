namespace Bridge.Core.Turns;

/// <summary>
/// Cases that need the same connections wait in one line, so that those of a slow or exhausted tool never stand before the
/// rest.
/// </summary>
/// <param name="Tracker">The tracker of the case's item, or where its process makes it; empty: none is known yet.</param>
public readonly record struct Line(string Helpdesk, string Tracker)
{
    /// <summary>In words for people.</summary>
    public override string ToString() =>
        this.Tracker.Length == 0 ? this.Helpdesk : $"{this.Helpdesk} with {this.Tracker}";

    /// <summary>True when cases of the line call this connection. Names of connections know no case.</summary>
    public bool Needs(string connection) =>
        string.Equals(this.Helpdesk, connection, StringComparison.OrdinalIgnoreCase)
        || string.Equals(this.Tracker, connection, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a line stands, over all nodes.</summary>
/// <param name="Ready">Cases that could be worked on now and that nobody has, counted no further than was asked for.</param>
/// <param name="Next">Since when the first of them is ready; when none is, the time at which one will be.</param>
public sealed record LineStanding(Line Line, int Ready, DateTimeOffset Next);

/// <summary>So many cases of a line are to be claimed.</summary>
public sealed record LineShare(Line Line, int Cases);
