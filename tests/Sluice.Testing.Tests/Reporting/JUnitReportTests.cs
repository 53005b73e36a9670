// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Sluice.Testing.Reporting;

namespace Sluice.Testing.Tests.Reporting;

public sealed class JUnitReportTests
{
    [Fact]
    public void Of_ShouldHaveACaseForEachLane_WithItsOutcomeAndPlace()
    {
        var report = XDocument.Parse(JUnitReport.Of(Runs.Of(Runs.Passed(lane: 0), Runs.Passed(lane: 1), Runs.Failed(), Runs.Unknown())));

        var root = report.Root!;
        root.Name.ShouldBe("testsuites");
        Counts(root).ShouldBe((4, 1, 1));
        Counts(root.Elements("testsuite").First()).ShouldBe((3, 0, 1));
        root.Descendants("testcase").Select(one => one.Attribute("name")!.Value).ShouldBe(
            ["an order is accepted [lane 0]", "an order is accepted [lane 1]", "an order is cancelled", "an order is enriched [lane 2]"]);
        var failed = root.Descendants("testcase").Last();
        failed.Attribute("classname")!.Value.ShouldBe("cases.enriched");
        failed.Parent!.Attribute("file")!.Value.ShouldBe("cases/enriched.case.yaml");
        failed.Attribute("time")!.Value.ShouldBe("1.500");
        failed.Element("failure")!.Attribute("message")!.Value.ShouldBe("expect enriched: 1 matching within 10s, got 0");
        failed.Element("failure")!.Value.ShouldEndWith("\nat cases/enriched.case.yaml:21");
        failed.Element("failure")!.Value.ShouldContain("customer.segment   expected \"gold\"    actual \"bronze\"");
        root.Descendants("error").Single().Attribute("message")!.Value.ShouldBe("no broker answers");
    }

    [Fact]
    public void Of_ShouldHaveOnlyTheAttributesThatJenkinsTakes()
    {
        var report = XDocument.Parse(JUnitReport.Of(Runs.Of(Runs.Passed(), Runs.Failed(), Runs.Unknown(), Runs.NotRun())));

        report.Descendants().SelectMany(element => element.Attributes().Select(attribute => $"{element.Name}@{attribute.Name}")).Distinct().ShouldBeSubsetOf(
        [
            "testsuites@name", "testsuites@time", "testsuites@tests", "testsuites@failures", "testsuites@errors",
            "testsuite@name", "testsuite@time", "testsuite@tests", "testsuite@failures", "testsuite@errors", "testsuite@skipped", "testsuite@timestamp", "testsuite@file",
            "testcase@name", "testcase@time", "testcase@classname", "failure@type", "failure@message", "error@type", "error@message", "skipped@message",
        ]);
        report.Descendants("skipped").Count().ShouldBe(1);
    }

    [Fact]
    public void Of_ShouldTellCasesApart_WhenTheirNamesAreTheSame()
    {
        var here = Runs.Passed();
        var report = XDocument.Parse(JUnitReport.Of(Runs.Of(here, here with { Id = "other" }, here with { File = "../more/accepted.case.yaml" }, here with { File = null })));

        report.Descendants("testcase").Select(one => $"{one.Attribute("classname")!.Value}: {one.Attribute("name")!.Value}").ShouldBe(
        [
            "cases.accepted: an order is accepted", "cases.accepted: an order is accepted (2)", "more.accepted: an order is accepted",
            "an order is accepted: an order is accepted",
        ]);
    }

    [Fact]
    public void Of_ShouldStayXml_WhateverAValueHolds()
    {
        var report = XDocument.Parse(JUnitReport.Of(Runs.Of(Runs.Passed(Runs.Hostile), Runs.Unknown(Runs.Hostile))));

        report.Descendants("testcase").First().Attribute("name")!.Value.ShouldBe(Runs.Hostile.Replace('\u0001', '\uFFFD').Replace('\ud800', '\uFFFD'));
    }

    private static (int Tests, int Failures, int Errors) Counts(XElement element) =>
        ((int)element.Attribute("tests")!, (int)element.Attribute("failures")!, (int)element.Attribute("errors")!);
}
