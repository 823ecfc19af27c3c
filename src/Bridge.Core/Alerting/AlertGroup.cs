namespace Bridge.Core.Alerting;

/// <summary>What is known of one group of an alert, from when something stands until it is over.</summary>
/// <param name="Name">What the group has in common: a process and a kind of finding.</param>
/// <param name="Since">When something was seen to stand first.</param>
/// <param name="Told">Messages so far.</param>
/// <param name="ToldAt">When the last one was decided; null: none yet.</param>
public sealed record AlertGroup(string Name, DateTimeOffset Since, int Told, DateTimeOffset? ToldAt);

/// <summary>What stands of a group now.</summary>
/// <param name="Text">What it is and the first lines, as people read it.</param>
public sealed record AlertStanding(string Name, string Text);

/// <summary>How an alert tells: not at once, once a group, again after a while, and when it is over.</summary>
/// <param name="After">How long something must stand before it is told.</param>
/// <param name="Repeat">How long after a message the next one comes while it stands; zero: never.</param>
/// <param name="TellWhenOver">Whether the end is told of what was told.</param>
public sealed record AlertPace(TimeSpan After, TimeSpan Repeat, bool TellWhenOver);
