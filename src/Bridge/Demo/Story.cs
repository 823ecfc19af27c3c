using System.Collections.Immutable;

namespace Bridge.Demo;

/// <summary>What people do with one process, step by step, and what must come of it.</summary>
/// <param name="About">Where it plays, in a few words.</param>
internal sealed record Story(string Name, string About, ImmutableArray<StoryStep> Steps);
