using System.Globalization;
using System.Xml.Linq;

namespace Bridge.Testing;

/// <summary>A run of mapping tests as JUnit XML, which build servers read.</summary>
public static class TestReportJUnit
{
    public static string Print(TestRun run)
    {
        var root = new XElement(
            "testsuites",
            new XAttribute("tests", run.Passed + run.Failed),
            new XAttribute("failures", run.Failed),
            new XAttribute("time", Seconds(run.Took)),
            run.Processes.Select(Suite)
        );
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root + "\n";
    }

    private static XElement Suite(ProcessRun process) =>
        new(
            "testsuite",
            new XAttribute("name", Plain(process.Tested.Process.Name)),
            new XAttribute("file", process.Tested.Process.File),
            new XAttribute("tests", process.Outcomes.Length),
            new XAttribute("failures", process.Outcomes.Count(o => !o.Holds)),
            process.Outcomes.Select(timed => Case(process, timed))
        );

    private static XElement Case(ProcessRun process, TimedOutcome timed)
    {
        var test = timed.Outcome.Test;
        return new XElement(
            "testcase",
            new XAttribute("classname", Plain(process.Tested.Process.Name)),
            new XAttribute("name", Plain(test.Name)),
            new XAttribute("file", test.Place.File),
            new XAttribute("line", test.Place.Line),
            new XAttribute("time", Seconds(timed.Took)),
            timed.Outcome.Failures.Select(failure => new XElement(
                "failure",
                new XAttribute("message", Plain($"{failure.What}: expected {failure.Expected}, is {failure.Actual}")),
                Plain(
                    $"{failure.Place}\n"
                        + string.Join(
                            '\n',
                            timed
                                .Outcome.Story.Where(l => !l.IsWritten)
                                .Select(l => $"{l.At:yyyy-MM-dd HH:mm} {l.Mark} {l.Text}")
                        )
                )
            ))
        );
    }

    /// <summary>Without the characters that XML cannot hold.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Where(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
