using Bridge.Sandbox.Jira;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Conformance;

/// <summary>
/// What the connectors ask and the simulators answer, against the official OpenAPI documents: a call may differ from its
/// document only where the document is known to be wrong or silent, and what is known must still be so.
/// </summary>
public sealed class ConformanceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Calls_to_Jira_Cloud_are_as_its_document_says()
    {
        var check = new ConformanceCheck(OpenApiFile.Read("jira-cloud-v3.json", ""));
        var cancel = TestContext.Current.CancellationToken;
        await check.CompareAsync(await JiraTour.TakeAsync(cancel));
        await check.CompareAsync(await JiraVisit.TakeAsync(JiraFlavor.Cloud));
        await check.CompareAsync((await StoryTour.TakeAsync(postgres, cancel)).Jira);
        Judge(check);
    }

    [Fact]
    public async Task Calls_to_ClickUp_are_as_its_document_says()
    {
        var check = new ConformanceCheck(OpenApiFile.Read("clickup-v2.json", "/api"));
        var cancel = TestContext.Current.CancellationToken;
        await check.CompareAsync(await ClickUpTour.TakeAsync(cancel));
        await check.CompareAsync(await ClickUpVisit.TakeAsync());
        await check.CompareAsync((await StoryTour.TakeAsync(postgres, cancel)).ClickUp);
        Judge(check);
    }

    [Fact]
    public async Task Answers_of_Jira_Data_Center_are_as_its_document_says()
    {
        var check = new ConformanceCheck(OpenApiFile.Read("jira-dc-10.3.json", "/rest"));
        await check.CompareAsync(await JiraVisit.TakeAsync(JiraFlavor.DataCenter));
        Judge(check);
    }

    private static void Judge(ConformanceCheck check)
    {
        var known = KnownDeviations.Read(check.File.Name);
        var report = new ConformanceReport(check, known);
        TestContext.Current.TestOutputHelper?.WriteLine(report.Text());
        report.Keep();
        Assert.True(report.Unknown.Count == 0, report.Text());
        Assert.True(report.Gone.Count == 0, report.Text());
    }
}
