using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira;

/// <summary>What people and the API work with alike.</summary>
internal sealed record JiraDesk(
    Site Site,
    IssueWriter Writer,
    Workflow Workflow,
    CommentBook Comments,
    Extras Extras,
    Releases Releases,
    WireForm Form
);
