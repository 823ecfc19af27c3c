using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;
using Bridge.Core.Tests.Planning;

namespace Bridge.Core.Tests.Security;

/// <summary>A ticket full of tricks goes the whole way: nothing that the plans write holds more than the allow-list.</summary>
public sealed class HostileTicketTests
{
    public static TheoryData<string> Tricks => [.. HostileTexts.All];

    [Theory]
    [MemberData(nameof(Tricks))]
    public void What_plans_write_of_a_hostile_ticket_is_allowed(string trick)
    {
        var world = new World(
            Sample.Process with
            {
                Entry = Sample.Process.Entry with
                {
                    Body = Template.OfHtml(
                        "<p>{{ticket.subject}} {{requester.name}}</p>{{{ticket.description}}}<p>{{ticket.description}}</p>"
                    ),
                },
            }
        );
        world.Shows(
            Side.Helpdesk,
            ticket =>
                ticket with
                {
                    Version = ticket.Version + 1,
                    Values = ticket
                        .Values.With(FieldNames.Subject, new FieldValue.Text(trick))
                        .With(FieldNames.Description, new FieldValue.Rich(trick))
                        .With(FieldNames.RequesterName, new FieldValue.Text(trick))
                        .With(FieldNames.CompanyTier, new FieldValue.Text(trick)),
                }
        );
        world.Agent(FieldNames.Type, new FieldValue.Choice("Bug")).AgentMoves("Triage").Signal();
        world.Comments(Side.Helpdesk, trick, trick).Comments(Side.Tracker, trick, trick);
        world.CustomerReplies(trick).Signal();
        world.Attaches(Side.Helpdesk, trick, trick + ".png", with: trick).Signal();
        world.Engineer("Resolution notes", new FieldValue.Text(trick)).Signal();

        var written = world.Done.SelectMany(Html).ToList();
        Assert.True(written.Count >= 4, $"only {written.Count} texts were written");
        Assert.All(written, html => Assert.Empty(AllowList.OfHtml(html)));
    }

    [Fact]
    public void A_template_in_a_value_is_text()
    {
        var values = new Dictionary<string, object?>
        {
            ["secret"] = "the secret",
            ["subject"] = "{{secret}} {{{secret}}} {{#if secret}}yes{{/if}}",
        };

        Assert.DoesNotContain("the secret", Template.OfHtml("<p>{{subject}}</p>").Render(values));
        Assert.DoesNotContain("the secret", Template.OfHtml("<p>{{{subject}}}</p>").Render(values));
        Assert.DoesNotContain("the secret", Template.OfText("{{subject}}").Render(values));
    }

    private static IEnumerable<string> Html(Effect effect) =>
        effect switch
        {
            Effect.CreateItem create => [create.BodyHtml],
            Effect.AddNote note => [note.Html],
            Effect.Reply reply => [reply.Html],
            Effect.AddComment comment => [comment.Html],
            Effect.EditNote note => [note.Html],
            Effect.EditComment comment => [comment.Html],
            Effect.Attach attach => [attach.Caption],
            _ => [],
        };
}
