namespace Bridge.Core.Model;

/// <summary>That a person gave something up for good.</summary>
/// <param name="By">Who it was, as far as the bridge knows.</param>
/// <param name="Why">The reason that was given; never empty.</param>
public sealed record GivenUp(string By, string Why, DateTimeOffset At);
