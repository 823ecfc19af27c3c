using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira;

/// <summary>Describes one transition: its screen, what it demands, what it does besides.</summary>
public sealed class JiraTransitionDesign
{
    private readonly Site site;

    internal JiraTransitionDesign(Site site, Transition transition)
    {
        this.site = site;
        this.Drawn = transition;
    }

    internal Transition Drawn { get; private set; }

    /// <summary>Puts fields on the transition's screen; without a screen no field may be sent.</summary>
    public JiraTransitionDesign Screen(params string[] fieldIds)
    {
        this.Drawn = this.Drawn with { Screen = [.. this.Drawn.Screen.Union(fieldIds)] };
        return this;
    }

    /// <summary>Fields on the screen that must be filled; refused by field, "Resolution is required."</summary>
    public JiraTransitionDesign Requires(params string[] fieldIds)
    {
        this.Drawn = this.Drawn with { Required = [.. this.Drawn.Required.Union(fieldIds)] };
        return this.Screen(fieldIds);
    }

    /// <summary>Fields that a validator wants, unseen by transitions.fields; refused by message, "Field Resolution is required."</summary>
    public JiraTransitionDesign Validates(params string[] fieldIds)
    {
        foreach (var id in fieldIds)
        {
            var name = this.site.Field(id)?.Name ?? id;
            this.Add(new TransitionValidator($"Field {name} is required.", state => state.Values.ContainsKey(id)));
        }

        return this;
    }

    /// <summary>A validator of one's own over the issue as it would be; refused with the message.</summary>
    public JiraTransitionDesign Validates(string message, Func<JiraFieldValues, bool> holds)
    {
        this.Add(new TransitionValidator(message, state => holds(new JiraFieldValues(this.site, state))));
        return this;
    }

    /// <summary>Fields that are accepted though transitions.fields leaves them out.</summary>
    public JiraTransitionDesign AcceptsUnlisted(params string[] fieldIds)
    {
        this.Drawn = this.Drawn with { Unlisted = [.. this.Drawn.Unlisted.Union(fieldIds)] };
        return this;
    }

    /// <summary>Fields that are taken with 204 and not set, as seen on Data Center with the resolution.</summary>
    public JiraTransitionDesign Drops(params string[] fieldIds)
    {
        this.Drawn = this.Drawn with { Dropped = [.. this.Drawn.Dropped.Union(fieldIds)] };
        return this;
    }

    /// <summary>A post-function that sets the resolution when the request did not.</summary>
    public JiraTransitionDesign SetsResolution(string name)
    {
        this.Drawn = this.Drawn with { SetsResolution = this.site.Resolutions.Find(r => r.Name == name) };
        return this;
    }

    public JiraTransitionDesign ClearsResolution()
    {
        this.Drawn = this.Drawn with { ClearsResolution = true };
        return this;
    }

    /// <summary>Only members of these groups see the transition and may use it.</summary>
    public JiraTransitionDesign OnlyFor(params string[] groups)
    {
        this.Drawn = this.Drawn with { OnlyGroups = [.. groups] };
        return this;
    }

    private void Add(TransitionValidator validator) =>
        this.Drawn = this.Drawn with { Validators = this.Drawn.Validators.Add(validator) };
}

/// <summary>The values of an issue as texts, by field id; null means empty.</summary>
public sealed class JiraFieldValues
{
    private readonly Site site;
    private readonly IssueState state;

    internal JiraFieldValues(Site site, IssueState state)
    {
        this.site = site;
        this.state = state;
    }

    public string? this[string fieldId] =>
        this.state.Values.TryGetValue(fieldId, out var value)
            ? this.site.Field(fieldId)?.Type.Log(value, this.site).Text
            : null;
}
