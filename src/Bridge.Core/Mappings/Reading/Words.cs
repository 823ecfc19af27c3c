using Bridge.Core.Text;

namespace Bridge.Core.Mappings.Reading;

/// <summary>How names are put into messages.</summary>
internal static class Words
{
    private const int MostListed = 12;

    /// <summary>", did you mean 'x'?" when something is near, else what there is.</summary>
    internal static string Meant(string wanted, IReadOnlyCollection<string> have, string whatThereIs)
    {
        var near = Nearest.To(wanted, have, 2);
        if (near.Count > 0)
        {
            return $", did you mean {string.Join(" or ", near.Select(Quoted))}?";
        }

        return have.Count == 0 ? "" : $"; {whatThereIs} {List(have)}";
    }

    internal static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostListed).Select(Quoted)) + (names.Count > MostListed ? ", …" : "");

    internal static string Quoted(string name) => $"'{Short(name)}'";

    internal static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 60 ? line[..57] + "…" : line;
    }
}
