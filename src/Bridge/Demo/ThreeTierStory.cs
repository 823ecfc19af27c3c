using Bridge.Sandbox.Jira;
using Bridge.Sandbox.Scenery;

namespace Bridge.Demo;

/// <summary>Three-Tier Escalation: one bug from the first contact over both upper tiers to an article about it.</summary>
internal sealed class ThreeTierStory(DemoWorld world) : AskingStory(world)
{
    private const string Carol = "Carol of Acme, customer";
    private const string Dana = "Dana, Tier 1";
    private const string Liam = "Liam, Tier 2";
    private const string Eve = "Eve, engineer";

    private string issue = "";

    protected override string Subject => "Search finds nothing";

    private JiraIssueSnapshot Issue => this.City.Jira.Issue(this.issue)!;

    private IReadOnlyList<string> Issues =>
        [.. this.City.Jira.Keys.Where(k => k.StartsWith(EngProject.Key + "-", StringComparison.Ordinal))];

    public Story Write() =>
        new(
            "Three-Tier Escalation",
            "Freshdesk and Jira, by mappings/three-tier-escalation.yaml",
            [
                this.Arrives(
                    "A mail comes in: Tier 1 has it",
                    Carol,
                    this.City.Customers.Carol,
                    "The search shows an empty page since the update.",
                    "Tier 1",
                    this.Reply(1, "one reply: it is being looked into", "Thank you for writing")
                ),
                this.PutBack(
                    "Escalated without its documentation: refused",
                    Dana,
                    this.City.Agents.Dana,
                    "Tier 2 Analysis",
                    "Symptoms",
                    "Logs Analyzed",
                    "Troubleshooting Done",
                    "Tier 1 Escalation Reason"
                ),
                this.ToTier2(),
                this.WorkaroundIsTold(),
                this.ToEngineering(),
                this.IsFixed(),
                this.IsVerified(),
                this.IsClosed(),
            ]
        );

    private StoryStep ToTier2() =>
        new("With all that Tier 1 has gathered and tried, it goes up")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "fills in symptoms, steps, errors, changes, checks and the reason, and moves the ticket to Tier 2 Analysis",
                    () =>
                        this.Change(
                            this.City.Agents.Dana,
                            "Tier 2 Analysis",
                            ("Symptoms", "The search page stays empty for every word."),
                            ("Steps to Reproduce the Issue", "Log in, search for a customer's name."),
                            ("Error Messages", "None"),
                            ("Recent Changes", "The update of Sunday"),
                            ("Configurations Verified", "Yes"),
                            ("Logs Analyzed", "Yes"),
                            ("Known Issues Checked", "Yes"),
                            ("Troubleshooting Done", "Emptied the cache, tried two browsers and a second account."),
                            ("Tier 1 Escalation Reason", "Potential bug")
                        )
                ),
            ],
            Comes =
            [
                this.Stands("Tier 2 Analysis", "Tier 2"),
                this.Note("a private note tells Tier 2 what was tried", "Potential bug", "tried two browsers"),
            ],
            Stays = [See("Jira", "no issue yet", () => this.Issues.Count == 0)],
        };

    private StoryStep WorkaroundIsTold() =>
        new("Tier 2 finds a way around it: the customer hears of it before the fix")
        {
            Acts =
            [
                By(
                    Liam,
                    "in Freshdesk",
                    "describes a workaround",
                    () =>
                        this.Change(
                            this.City.Agents.Liam,
                            null,
                            ("Workaround Available", "Yes"),
                            ("Issue Workaround", "Put the name in quotes, then the search finds it."),
                            ("Workaround Approved By", "Kim, today")
                        )
                ),
            ],
            Comes = [this.Reply(2, "one reply, with the workaround", "Put the name in quotes")],
            Stays = [this.Replied(2, "told once")],
        };

    private StoryStep ToEngineering() =>
        new("It is a bug: engineering gets an issue with all findings")
        {
            Acts =
            [
                By(
                    Liam,
                    "in Freshdesk",
                    "writes down findings, root cause and reason, and moves the ticket to Engineering",
                    () =>
                        this.Change(
                            this.City.Agents.Liam,
                            "Engineering",
                            ("Tier 2 Findings", "The new index splits names at blanks; the query does not."),
                            ("Root Cause", "Query and index disagree since the update."),
                            ("Replicated in Test", "Yes"),
                            ("Other Team Involved", "None"),
                            ("Tier 2 Escalation Reason", "Software bug")
                        )
                ),
            ],
            Comes =
            [
                See(
                    "Jira",
                    "an issue, To Do, with what both tiers have found",
                    () =>
                    {
                        this.issue = this.Issues is [var only] ? only : "";
                        return this.InJira("To Do")
                            && HasAll(this.Issue.Description, ["tried two browsers", "splits names at blanks"]);
                    },
                    () => $"{this.issue}: {this.Issue.Summary}"
                ),
                this.Stands("Engineering", "Engineering"),
                this.Note("a private note links the issue", "Engineering has this ticket now"),
            ],
        };

    private StoryStep IsFixed() =>
        new("Engineering has fixed, tested and deployed it")
        {
            Acts =
            [
                By(
                    Eve,
                    "in Jira",
                    "starts, fills in Fix Details, Fix Tested and Deployed, and takes the transition Deploy",
                    () =>
                    {
                        var (eve, project) = (this.City.Engineers.Eve.InJira, this.City.Engineering);
                        eve.Transition(this.issue, "Start");
                        eve.Set(this.issue, project.Field("Fix Details"), "The query splits names as the index does.");
                        eve.Choose(this.issue, project.Field("Fix Tested"), "Yes");
                        eve.Choose(this.issue, project.Field("Deployed"), "Yes");
                        eve.Transition(this.issue, "Deploy");
                    }
                ),
            ],
            Comes =
            [
                this.Stands("Deploy and Verify", "Tier 2"),
                this.Note("a private note asks both tiers to verify", "please verify it", "splits names as the index"),
            ],
        };

    private StoryStep IsVerified() =>
        new("Tier 1 and Tier 2 have verified it: the customer is asked")
        {
            Acts =
            [
                By(
                    Dana,
                    "in Freshdesk",
                    "notes both verifications, asks for an article, writes Resolution Notes and moves the ticket on",
                    () =>
                        this.Change(
                            this.City.Agents.Dana,
                            "Customer Confirmation",
                            ("Verified by Tier 1", "Yes"),
                            ("Verified by Tier 2", "Yes"),
                            ("Knowledge Article", "To be drafted"),
                            ("Resolution Notes", "The search finds names with blanks again.")
                        )
                ),
            ],
            Comes =
            [
                this.Reply(3, "one reply, with both links", "finds names with blanks again", "Are you satisfied"),
                See("Jira", "the issue is With Customer", () => this.InJira("With Customer")),
            ],
        };

    private StoryStep IsClosed() =>
        new("The customer is satisfied: closed on both sides, and written down for the next time")
        {
            Acts = [this.SaysItWorks(Carol)],
            Comes =
            [
                this.Stands("Closed"),
                See(
                    "Jira",
                    "the issue is Closed, resolution Done",
                    () => this.InJira("Closed") && this.Issue.Resolution == "Done"
                ),
                this.Reply(4, "a last reply", "Thank you for telling us"),
                this.Article("Query and index disagree", "finds names with blanks"),
            ],
            Stays = [this.Replied(4, "told once")],
        };

    private bool InJira(string status) => this.issue.Length > 0 && this.Issue.Status == status;
}
