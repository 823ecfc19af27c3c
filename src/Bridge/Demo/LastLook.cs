using System.Globalization;
using Bridge.Core.Model;
using Bridge.Store;

namespace Bridge.Demo;

/// <summary>The end of the demo: every case is looked at once more, and nothing is left to do.</summary>
internal sealed class LastLook(DemoWorld world) : StoryScript(world)
{
    private readonly ApiCalls calls = new(world);
    private int writes;

    public Story Write() =>
        new(
            "One more look",
            "Both sides agree, so looking again writes nothing",
            [this.LooksAgain(), this.NothingIsOpen()]
        );

    private int Writes => this.calls.All().Sum(c => c.Writes);

    private StoryStep LooksAgain() =>
        new("Every case is looked at again")
        {
            Acts =
            [
                new Act(
                    "Sam, lead of support",
                    "at the bridge",
                    "presses “look again” on every case",
                    async cancel =>
                    {
                        this.writes = this.Writes;
                        var inbox = this.World.Bridge.Services.GetRequiredService<SignalInbox>();
                        await inbox.StoreAsync([.. this.City.Freshdesk.Tickets.Select(t => Button(t.Id))], cancel);
                    }
                ),
            ],
            Comes =
            [
                new Fact(
                    "bridge",
                    "has read both sides of every case",
                    async cancel =>
                        await this.Scene.NumberAsync(
                            "select count(*) from signals where source = @button",
                            new { button = (int)SignalSource.Button },
                            cancel
                        ) == 0
                ),
            ],
            Stays = [See("all tools", "not one write", () => this.Writes == this.writes)],
        };

    private StoryStep NothingIsOpen() =>
        new("Nothing is left open")
        {
            Acts = [],
            Comes =
            [
                this.None(
                    "every effect in the journal is done",
                    "select count(*) from effects where state not in ('done', 'replanned')"
                ),
                this.None("no webhook that was not understood", "select count(*) from quarantine"),
                this.None(
                    "no finding that waits for a person, but for tickets that are not in a process",
                    "select count(*) from findings f join cases c on c.id = f.case_id where f.closed_at is null and c.process is not null"
                ),
            ],
        };

    private static Signal Button(long ticket) =>
        new(
            SignalSource.Button,
            "freshdesk",
            Side.Helpdesk,
            ticket.ToString(CultureInfo.InvariantCulture),
            null,
            "somebody wants it looked at again"
        );

    private Fact None(string what, string count) =>
        new("bridge", what, async cancel => await this.Scene.NumberAsync(count, null, cancel) == 0);
}
