using Bridge.Connectors;
using Bridge.Core.Mappings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridge.Tests.Doctor;

/// <summary>One connection, looked over step by step as the doctor does.</summary>
internal sealed class Patient : IDisposable
{
    public static readonly Uri Webhook = new("http://127.0.0.1:9/webhooks/here");

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .BuildServiceProvider();

    private readonly IExamination examination;
    private readonly ITool tool;

    public Patient(ConnectionOptions options, bool fix = false, params IReadOnlyList<ProcessMapping> processes)
    {
        options.WebhookSecret ??= "canary-secret";
        this.tool = ToolFactory.Create("here", options, this.services);
        var about = new ExaminationCase("here", options, Webhook, processes, fix);
        this.examination = ExaminationFactory.Create(about, this.tool, TimeProvider.System);
    }

    /// <summary>Takes the steps up to this one, and gives what it found.</summary>
    public async Task<IReadOnlyList<Diagnosis>> LookAsync(string check)
    {
        foreach (var step in this.examination.Steps)
        {
            var found = await step.LookAsync(TestContext.Current.CancellationToken);
            Assert.NotEmpty(found);
            Assert.All(found, d => Assert.DoesNotContain("canary", $"{d.Found} {d.Cure}", StringComparison.Ordinal));
            Assert.All(
                found,
                d => Assert.True(d.Mark == Mark.Good || d.Mark == Mark.Note || d.Cure is not null, d.Found)
            );
            if (step.Check == check)
            {
                return found;
            }
        }

        Assert.Fail($"there is no check '{check}'");
        return [];
    }

    /// <summary>The one thing that a check found.</summary>
    public async Task<Diagnosis> OneAsync(string check) => Assert.Single(await this.LookAsync(check));

    public void Dispose()
    {
        this.examination.Dispose();
        (this.tool as IDisposable)?.Dispose();
        this.services.Dispose();
    }
}
