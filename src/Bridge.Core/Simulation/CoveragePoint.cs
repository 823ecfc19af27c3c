using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Simulation;

/// <summary>Something in a mapping that a test can use.</summary>
/// <param name="Key">Unique in the process.</param>
/// <param name="What">In words: "gate of Fixing without Priority".</param>
public sealed record CoveragePoint(string Key, string What, FilePlace Place);
