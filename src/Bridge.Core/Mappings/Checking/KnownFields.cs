using System.Collections.Frozen;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Checking;

/// <summary>What the fields that every ticket or item has can hold, and where they are.</summary>
internal static class KnownFields
{
    private static readonly FrozenDictionary<string, Known> All = new Dictionary<string, Known>
    {
        [FieldNames.Subject] = new(true, true, false, FieldType.Text),
        [FieldNames.Description] = new(true, true, false, FieldType.Html),
        [FieldNames.Status] = new(true, true, true, FieldType.Choice),
        [FieldNames.Resolution] = new(false, true, true, FieldType.Choice),
        [FieldNames.Priority] = new(true, true, false, FieldType.Choice),
        [FieldNames.Type] = new(true, true, false, FieldType.Choice),
        [FieldNames.Tags] = new(true, true, false, FieldType.List),
        [FieldNames.Group] = new(true, false, false, FieldType.Choice),
        [FieldNames.Assignee] = new(true, true, false, FieldType.User),
        [FieldNames.RequesterName] = new(true, false, true, FieldType.Text),
        [FieldNames.RequesterEmail] = new(true, false, true, FieldType.Text),
        [FieldNames.RequesterLanguage] = new(true, false, true, FieldType.Text),
        [FieldNames.RequesterTimeZone] = new(true, false, true, FieldType.Text),
        [FieldNames.CompanyName] = new(true, false, true, FieldType.Text),
        [FieldNames.CompanyTier] = new(true, false, true, FieldType.Choice),
        [FieldNames.Source] = new(true, false, true, FieldType.Choice),
        [FieldNames.Association] = new(true, false, true, FieldType.Choice),
        [FieldNames.MergedInto] = new(true, false, true, FieldType.Text),
        [FieldNames.DueDate] = new(false, true, false, FieldType.Date),
        [FieldNames.FixVersions] = new(false, true, false, FieldType.List),
        [FieldNames.FixVersionDate] = new(false, true, true, FieldType.Date),
        [FieldNames.FixVersionReleased] = new(false, true, true, FieldType.Bool),
        [FieldNames.ReleasesAhead] = new(false, true, true, FieldType.Number),
        [FieldNames.Key] = new(true, true, true, FieldType.Text),
        [FieldNames.Url] = new(true, true, true, FieldType.Url),
        [CaseNames.Bounces] = new(false, false, true, FieldType.Number),
        [CaseNames.Attempt] = new(false, false, true, FieldType.Number),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the name is a label of a custom field.</summary>
    internal static Known? Of(string name) => All.GetValueOrDefault(name);

    internal static IEnumerable<string> Of(Side side) =>
        All.Where(k => k.Value.Is(side)).Select(k => k.Key).Order(StringComparer.Ordinal);

    /// <summary>True for what only Jira has.</summary>
    internal static bool IsOnlyJiras(string name) =>
        name.ToLowerInvariant()
            is FieldNames.Resolution
                or FieldNames.FixVersions
                or FieldNames.FixVersionDate
                or FieldNames.FixVersionReleased
                or FieldNames.ReleasesAhead;

    /// <summary>Where a known field is and what it holds.</summary>
    /// <param name="ReadOnly">Nobody can write it, or only the stages do.</param>
    internal sealed record Known(bool InHelpdesk, bool InTracker, bool ReadOnly, FieldType Type)
    {
        /// <summary>True for what no tool has and the bridge itself knows of a case.</summary>
        internal bool OfCase => !this.InHelpdesk && !this.InTracker;

        internal bool Is(Side side) => side == Side.Helpdesk ? this.InHelpdesk : this.InTracker;
    }
}
