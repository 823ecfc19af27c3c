namespace Bridge.Core.Mappings;

/// <summary>A rule that mapping files are checked by.</summary>
/// <param name="Code">Its name in reports; it does not change from one release to the next.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Help">Why it matters and what to do, in a sentence or two.</param>
public sealed record MappingRule(string Code, string Title, string Help);
