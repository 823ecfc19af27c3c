using System.Globalization;
using System.Text;

namespace Bridge.Tests.Conformance;

/// <summary>What a comparison came to.</summary>
internal sealed class ConformanceReport(ConformanceCheck check, IReadOnlyList<KnownDeviation> known)
{
    /// <summary>The environment variable with the folder where reports are kept; unset: they are not.</summary>
    private const string Folder = "CONFORMANCE_REPORTS";

    /// <summary>Deviations that no entry of the list explains.</summary>
    public IReadOnlyList<Deviation> Unknown { get; } =
    [.. check.Deviations.Keys.Where(d => !known.Any(k => k.Covers(d)))];

    /// <summary>Entries of the list that no call shows any more.</summary>
    public IReadOnlyList<KnownDeviation> Gone { get; } = [.. known.Where(k => !check.Deviations.Keys.Any(k.Covers))];

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{check.File.Name}: {check.Operations.Count} of {check.File.Operations} operations compared by {check.Calls} calls "
                + $"with {check.Bodies} bodies; {check.Deviations.Count} deviations, {this.Unknown.Count} unexplained"
        );
        foreach (var operation in check.Operations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  compared: {operation}");
        }

        foreach (var entry in known)
        {
            var count = check.Deviations.Keys.Count(entry.Covers);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  explained {count}: {entry.Operation} {entry.Place} {entry.Kind}: {entry.Reason}"
            );
        }

        foreach (var found in this.Unknown)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  UNEXPLAINED: {found.Operation} | {found.Place} | {found.Kind} (by {check.Deviations[found]})"
            );
        }

        foreach (var gone in this.Gone)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  NO LONGER SO, take it out of the list: {gone.Operation} | {gone.Place} | {gone.Kind}"
            );
        }

        return text.ToString();
    }

    public void Keep()
    {
        if (Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"conformance-{check.File.Name}.txt"), this.Text());
        }
    }
}
