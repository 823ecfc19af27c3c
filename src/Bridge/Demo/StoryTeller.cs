using System.Diagnostics;

namespace Bridge.Demo;

/// <summary>How a demo went.</summary>
internal sealed record Score(int Held, int All)
{
    public bool IsFull => this.Held == this.All;
}

/// <summary>Plays stories and tells them as they go.</summary>
internal sealed class StoryTeller(DemoWorld world, StoryPage page)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ApiCalls calls = new(world);
    private readonly Scene scene = new(world);
    private int number;

    /// <summary>Plays the stories one after the other. A step that fails ends its story; the next one is played all the same.</summary>
    public async Task<Score> PlayAsync(IReadOnlyList<Story> stories, CancellationToken cancel)
    {
        var held = 0;
        foreach (var story in stories)
        {
            page.Head(story.Name, story.About);
            var played = 0;
            foreach (var step in story.Steps)
            {
                played++;
                if (!await this.PlayAsync(step, cancel))
                {
                    break;
                }

                held++;
            }

            this.number += story.Steps.Length - played;
        }

        return new Score(held, stories.Sum(s => s.Steps.Length));
    }

    private async Task<bool> PlayAsync(StoryStep step, CancellationToken cancel)
    {
        var mark = this.calls.Mark();
        page.Step(++this.number, step);
        bool good;
        var began = Stopwatch.GetTimestamp();
        var took = TimeSpan.Zero;
        try
        {
            began = await this.ActAsync(step, cancel);
            good = await this.ComeAsync(step, began, cancel);
            took = Stopwatch.GetElapsedTime(began);
            await this.scene.RestAsync(cancel);
            good = good && await this.StayAsync(step, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            page.Broke(e.Message);
            good = false;
        }

        page.Foot(took, this.calls.Since(mark));
        if (!good)
        {
            page.Why("What the bridge knows of it:", await this.scene.LastCaseAsync(cancel));
            page.Why("Warnings in its log:", this.scene.Warnings());
        }

        return good;
    }

    /// <summary>People act, and time passes. Answers the moment from which on the bridge has to have its say.</summary>
    private async Task<long> ActAsync(StoryStep step, CancellationToken cancel)
    {
        if (step.Trouble is { } trouble)
        {
            page.Trouble(trouble);
        }

        var began = Stopwatch.GetTimestamp();
        foreach (var act in step.Acts)
        {
            page.Acts(act);
            began = Stopwatch.GetTimestamp();
            await act.DoAsync(cancel);
        }

        if (step.Passes > TimeSpan.Zero)
        {
            await this.scene.RestAsync(cancel);
            page.Passes(step.Passes);
            began = Stopwatch.GetTimestamp();
            await world.PassAsync(step.Passes, cancel);
        }

        return began;
    }

    private async Task<bool> ComeAsync(StoryStep step, long began, CancellationToken cancel)
    {
        foreach (var fact in step.Comes)
        {
            while (!await fact.HoldsAsync(cancel))
            {
                if (Stopwatch.GetElapsedTime(began) > step.Within)
                {
                    page.Fails(fact, $"did not come about within {step.Within.TotalSeconds:0} s");
                    return false;
                }

                await Task.Delay(Glance, cancel);
            }

            page.Holds(fact, Stopwatch.GetElapsedTime(began));
        }

        return true;
    }

    private async Task<bool> StayAsync(StoryStep step, CancellationToken cancel)
    {
        var good = true;
        foreach (var fact in step.Comes)
        {
            if (!await fact.HoldsAsync(cancel))
            {
                page.Fails(fact, "no longer holds once the bridge is at rest");
                good = false;
            }
        }

        foreach (var fact in step.Stays)
        {
            if (await fact.HoldsAsync(cancel))
            {
                page.Holds(fact, null);
            }
            else
            {
                page.Fails(fact, "does not hold");
                good = false;
            }
        }

        return good;
    }
}
