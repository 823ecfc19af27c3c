using Bridge.Core.Mappings;
using Bridge.Core.Model;
using Bridge.Core.Planning;

namespace Bridge.Core.Tests.Planning;

public sealed class EtaPaceTests
{
    [Fact]
    public void More_changes_than_the_pace_allows_wait_and_tell_what_stands_then()
    {
        var world = Fixing(new EtaPace(1, TimeSpan.FromDays(1)), "en", "<p>Not {{eta_before}}: {{eta}}.</p>");

        world.Engineer(FieldNames.DueDate, Day(25)).Passes(TimeSpan.FromHours(1)).Signal();
        world.Engineer(FieldNames.DueDate, Day(27)).Passes(TimeSpan.FromHours(1)).Signal();
        Assert.Single(world.Replies);
        Assert.Equal(world.Case.Eta.History[0].At.AddDays(1), world.Case.Deadlines[0].At);

        world.Passes(TimeSpan.FromDays(1)).Signal();
        Assert.Equal("<p>Not 20 November 2026: 27 November 2026.</p>", world.Replies.Last());
        Assert.Equal([20, 27], world.Case.Eta.History.Select(h => h.Day!.Value.Day));
    }

    [Fact]
    public void A_date_that_is_back_where_it_was_when_its_turn_comes_is_not_told()
    {
        var world = Fixing(new EtaPace(1, TimeSpan.FromDays(1)), "en", "<p>{{eta}}</p>");

        world.Engineer(FieldNames.DueDate, Day(25)).Passes(TimeSpan.FromHours(1)).Signal();
        world.Engineer(FieldNames.DueDate, Day(20)).Signal().Passes(TimeSpan.FromDays(2)).Signal();

        Assert.Single(world.Replies);
    }

    [Theory]
    [InlineData("de", "<p>Nicht mehr 20. November 2026.</p>")]
    [InlineData("de-AT", "<p>Nicht mehr 20. November 2026.</p>")]
    [InlineData("fr", "<p>Not 20 November 2026.</p>")]
    public void A_date_is_in_the_language_of_the_text_that_the_requester_gets(string language, string reply)
    {
        var world = Fixing(null, "de", "<p>Nicht mehr {{eta_before}}.</p>");

        world.Agent(FieldNames.RequesterLanguage, new FieldValue.Text(language));
        world.Engineer(FieldNames.DueDate, Day(25)).Signal();

        Assert.Equal(reply, world.Replies.Last());
    }

    [Theory]
    [InlineData("pt-BR", "3 de dezembro de 2026")]
    [InlineData("en-US", "December 3, 2026")]
    [InlineData("pl", "3 grudnia 2026")]
    [InlineData("ja", "2026年12月3日")]
    [InlineData("en", "3 December 2026")]
    [InlineData("not a language", "3 December 2026")]
    public void Days_are_written_as_in_letters_of_the_language(string language, string words) =>
        Assert.Equal(words, DateWords.Of(new DateOnly(2026, 12, 3), language));

    /// <summary>A case in Fix whose customer was told of the 20th.</summary>
    private static World Fixing(EtaPace? pace, string language, string changed)
    {
        var process = Sample.Process with
        {
            Eta = Sample.Process.Eta! with { AtMost = pace },
            Messages =
            [
                .. Sample.Process.Messages.Where(m => m.Trigger != TriggerKind.EtaChanged),
                new MessageRule
                {
                    Name = "changed",
                    To = Audience.Customer,
                    Trigger = TriggerKind.EtaChanged,
                    Texts =
                    [
                        .. language == "en"
                            ? Array.Empty<(string, Template)>()
                            : [("en", Template.OfHtml("<p>Not {{eta_before}}.</p>"))],
                        (language, Template.OfHtml(changed)),
                    ],
                },
            ],
        };
        var world = new World(process)
            .Agent("type", new FieldValue.Choice("Bug"))
            .Agent("Severity", new FieldValue.Choice("S2"))
            .Signal();
        return world.Engineer(FieldNames.DueDate, Day(20)).EngineerMoves("fixing").Signal();
    }

    private static FieldValue.Date Day(int day) => new(new DateOnly(2026, 11, day));
}
