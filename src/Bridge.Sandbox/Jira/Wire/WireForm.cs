using System.Globalization;

namespace Bridge.Sandbox.Jira.Wire;

/// <summary>How one answer or webhook is written: addresses, API version, dialect, offset of timestamps.</summary>
internal sealed record WireForm(string BaseUrl, int Version, JiraOptions Options)
{
    public bool IsCloud => this.Options.Flavor == JiraFlavor.Cloud;

    /// <summary>Rich text is ADF in version 3 and wiki markup in version 2.</summary>
    public bool UsesAdf => this.Version == 3;

    public string Self(string path) => $"{this.BaseUrl}/rest/api/{this.Version}/{path}";

    /// <summary>A timestamp such as 2026-05-07T12:00:00.000+0530: no colon in the offset.</summary>
    public string Stamp(DateTimeOffset at)
    {
        var local = at.ToOffset(this.Options.TimestampOffset);
        var sign = local.Offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local:yyyy-MM-dd'T'HH:mm:ss.fff}{sign}{local.Offset:hhmm}"
        );
    }
}
