using Bridge.Core.Mappings;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Simulation;

/// <summary>Something in a mapping that a test can use.</summary>
/// <param name="Key">Unique in the process.</param>
/// <param name="What">In words: "gate of Fixing without Priority".</param>
public sealed record CoveragePoint(string Key, string What, FilePlace Place)
{
    /// <summary>A point with the place of a part of the process; an empty part is the whole of it.</summary>
    internal static CoveragePoint At(ProcessMapping process, string key, string what, object about, string part = "")
    {
        var place = process.Places?.Of(about, part) ?? YamlPlace.Top;
        return new CoveragePoint(key, what, new FilePlace(place.File ?? process.File, place.Line, place.Column));
    }
}
