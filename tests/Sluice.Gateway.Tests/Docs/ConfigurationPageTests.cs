// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Docs;

public sealed class ConfigurationPageTests
{
    private const string Page = "reference/configuration.md";
    private const string FirstSection = "## `";

    /// <summary>After a change of settings run this test with SLUICE_UPDATE_DOCS=1: it writes the sections anew.</summary>
    [Fact]
    public void Page_ShouldBeTheOptionsClasses()
    {
        var sections = string.Concat(SettingsReference.Read().Select(s => SectionOf(s.Section, s.Meaning, s.Settings))).TrimEnd('\n') + "\n";
        var page = Document.Read(Page);
        var head = page[..page.IndexOf(FirstSection, StringComparison.Ordinal)];
        if (Document.IsToBeUpdated)
        {
            Document.Write(Page, head + sections);
        }

        Document.Read(Page)[head.Length..].ShouldBe(sections);
    }

    [Fact]
    public void EverySetting_ShouldSayWhatItIsAndWhatItMayBe()
    {
        var settings = SettingsReference.Read().SelectMany(s => s.Settings).ToArray();

        settings.Length.ShouldBeGreaterThan(20);
        settings.Where(s => s.Meaning.Length == 0).Select(s => s.Name).ShouldBeEmpty("they have no summary");
        settings.Where(s => s.Values.Length == 0).Select(s => s.Name).ShouldBeEmpty("they have no <value>: default, range, example");
    }

    [Fact]
    public void EverySection_ShouldBeOnThePage()
    {
        string[] known = ["Embedded", "Gateway", "Kafka", "Management", "Telemetry", "Security:Tokens", "Security:Groups"];

        known.ShouldBeSubsetOf(SettingsReference.Read().Select(s => s.Section));
    }

    private static string SectionOf(string section, string meaning, IReadOnlyList<SettingRow> settings) => $"""
        {FirstSection}{section}`

        {meaning}

        | setting | environment variable | type | default | meaning |
        |---|---|---|---|---|
        {string.Join('\n', settings.Select(s => s.Text))}


        """;
}
