using Bridge.Core.Alerting;

namespace Bridge.Core.Tests.Alerting;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AlertPace Pace = new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), true);
    private static readonly AlertStanding Stands = new("Level 2: Refused", "3 findings");

    [Fact]
    public void What_stands_is_told_once_it_stood_long_enough()
    {
        var (early, atFour) = Next([], [Stands], 4);
        Assert.Empty(atFour.Messages);
        var (_, atNine) = Next(early.Groups, [Stands], 9);

        var message = Assert.Single(atNine.Messages);
        Assert.Equal(
            new AlertMessage("Level 2: Refused", Nine.AddMinutes(4), 1, AlertMoment.First, "3 findings"),
            message
        );
    }

    [Fact]
    public void Without_a_wait_it_is_told_at_once()
    {
        var page = AlertBook.Next(Pace with { After = TimeSpan.Zero }, [], [Stands], Nine);

        Assert.Single(page.Messages);
    }

    [Fact]
    public void What_was_told_is_not_told_again_at_the_next_look()
    {
        var (page, _) = Told();

        Assert.Empty(Next(page.Groups, [Stands], 6).Page.Messages);
    }

    [Theory]
    [InlineData(244, 0)]
    [InlineData(245, 1)]
    public void What_stands_on_is_told_again_after_the_time_for_it(int minute, int messages)
    {
        var (page, _) = Told();
        var next = Next(page.Groups, [Stands], minute).Page;

        Assert.Equal(messages, next.Messages.Length);
        Assert.All(next.Messages, m => Assert.Equal((AlertMoment.Repeat, 2), (m.Moment, m.Number)));
    }

    [Fact]
    public void With_no_time_for_it_nothing_is_repeated()
    {
        var (page, _) = Told();
        var never = Pace with { Repeat = TimeSpan.Zero };

        Assert.Empty(AlertBook.Next(never, page.Groups, [Stands], Nine.AddDays(30)).Messages);
    }

    [Fact]
    public void The_end_of_what_was_told_is_told_and_the_group_is_forgotten()
    {
        var (page, _) = Told();
        var over = Next(page.Groups, [], 30).Page;

        Assert.Equal((AlertMoment.Over, 2), (over.Messages[0].Moment, over.Messages[0].Number));
        Assert.Empty(over.Groups);
    }

    [Fact]
    public void The_end_of_what_was_never_told_is_not_told()
    {
        var (page, _) = Next([], [Stands], 0);

        Assert.Empty(Next(page.Groups, [], 1).Page.Messages);
    }

    [Fact]
    public void The_end_is_not_told_where_nobody_wants_that()
    {
        var (page, _) = Told();
        var quiet = Pace with { TellWhenOver = false };

        Assert.Empty(AlertBook.Next(quiet, page.Groups, [], Nine.AddHours(1)).Messages);
    }

    [Fact]
    public void What_comes_again_is_a_new_standing()
    {
        var (page, _) = Told();
        var over = Next(page.Groups, [], 30).Page;
        var (again, _) = Next(over.Groups, [Stands], 60);

        var message = Assert.Single(Next(again.Groups, [Stands], 65).Page.Messages);
        Assert.Equal((Nine.AddMinutes(60), 1, AlertMoment.First), (message.Since, message.Number, message.Moment));
    }

    [Fact]
    public void Groups_are_told_apart()
    {
        var (page, _) = Told();
        var other = new AlertStanding("Level 2: LeakStopped", "1 finding");

        Assert.Equal(
            "Level 2: LeakStopped",
            Assert.Single(Next(Next(page.Groups, [Stands, other], 10).Page.Groups, [Stands, other], 15).Page.Messages).Name
        );
    }

    private static (AlertPage Page, AlertPage Same) Told()
    {
        var (early, _) = Next([], [Stands], 0);
        return Next(early.Groups, [Stands], 5);
    }

    private static (AlertPage Page, AlertPage Same) Next(
        IReadOnlyCollection<AlertGroup> known,
        IReadOnlyCollection<AlertStanding> standing,
        int minute
    )
    {
        var page = AlertBook.Next(Pace, known, standing, Nine.AddMinutes(minute));
        return (page, page);
    }
}
