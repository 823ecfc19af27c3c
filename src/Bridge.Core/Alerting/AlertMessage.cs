namespace Bridge.Core.Alerting;

/// <summary>Why a message is told.</summary>
public enum AlertMoment
{
    First,
    Repeat,
    Over,
}

/// <summary>One message of a group. Since and Number make it unique: whoever decides it twice decides the same one.</summary>
/// <param name="Number">Counts from 1 in each standing of the group.</param>
public sealed record AlertMessage(string Name, DateTimeOffset Since, int Number, AlertMoment Moment, string Text);
