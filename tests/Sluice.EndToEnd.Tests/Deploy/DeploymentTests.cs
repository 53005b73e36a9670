// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Sluice.EndToEnd.Tests.Repository;
using Sluice.Gateway;

namespace Sluice.EndToEnd.Tests.Deploy;

/// <summary>What the files in <c>deploy/</c> say of the program is so.</summary>
public sealed partial class DeploymentTests
{
    private const string Program = "sluice";
    private static readonly string Dockerfile = Read("deploy/Dockerfile");
    private static readonly string Unit = Read("deploy/sluice.service");
    private static readonly string Kubernetes = Read("deploy/kubernetes.yaml");
    private static readonly IConfiguration Settings = new ConfigurationBuilder().AddJsonFile(PathOf("deploy/gateway.json")).Build();

    [Fact]
    public void Image_ShouldBeBuiltFromFilesThatAreThere()
    {
        var copied = CopiedFiles().Matches(Dockerfile).SelectMany(copy => copy.Groups["files"].Value.Split(' ').SkipLast(1)).ToArray();

        copied.Length.ShouldBeGreaterThan(5);
        copied.Where(file => !Path.Exists(PathOf(file))).ShouldBeEmpty();
        foreach (var file in copied)
        {
            // Nothing else is sent to the build.
            Read("deploy/Dockerfile.dockerignore").Split('\n').ShouldContain(line => line == "!" + file || (line == "!src" && file.StartsWith("src/", StringComparison.Ordinal))
                || line == "!" + file.TrimEnd('/'));
        }
    }

    [Fact]
    public void Image_ShouldHaveEveryProjectThatTheProgramStandsOn()
    {
        var needed = new HashSet<string>();
        Collect("src/Sluice.Cli");

        var copied = CopiedFiles().Matches(Dockerfile).SelectMany(copy => copy.Groups["files"].Value.Split(' ').SkipLast(1)).ToArray();
        needed.Where(project => !copied.Any(folder => $"{project}/".StartsWith(folder, StringComparison.Ordinal))).ShouldBeEmpty();
        Dockerfile.ShouldContain("dotnet publish src/Sluice.Cli ");

        void Collect(string project)
        {
            if (needed.Add(project))
            {
                var file = XDocument.Load(Directory.EnumerateFiles(PathOf(project), "*.csproj").Single());
                foreach (var reference in file.Descendants("ProjectReference"))
                {
                    var other = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(PathOf(project), reference.Attribute("Include")!.Value)))!;
                    Collect(Path.GetRelativePath(PathOf("."), other).Replace('\\', '/'));
                }
            }
        }
    }

    [Fact]
    public void Image_ShouldRunThePublishedProgram_OnTheRuntimeThatItIsBuiltFor()
    {
        var version = XDocument.Load(PathOf("Directory.Build.props")).Descendants("TargetFramework").Single().Value["net".Length..];

        BaseImage().Matches(Dockerfile).Select(image => image.Groups["version"].Value).ShouldBe([version, version]);
        XDocument.Load(PathOf("src/Sluice.Cli/Sluice.Cli.csproj")).Descendants("AssemblyName").Single().Value.ShouldBe(Program);
        Dockerfile.ShouldContain($"ENTRYPOINT [\"dotnet\", \"/app/{Program}.dll\"]");
        Dockerfile.ShouldContain("--output /app\n");
    }

    [Fact]
    public void Image_ShouldNotRunAsRoot_NorHaveAShell()
    {
        Dockerfile.ShouldContain("\nUSER $APP_UID\n");

        // With a user whom nobody has named there is no home otherwise, and without one no TLS.
        Dockerfile.ShouldContain(" HOME=/app\n");
        BaseImage().Matches(Dockerfile).Last().Value.ShouldEndWith("-chiseled");
        Dockerfile.LastIndexOf("\nRUN ", StringComparison.Ordinal).ShouldBeLessThan(Dockerfile.LastIndexOf("\nFROM ", StringComparison.Ordinal));
    }

    [Fact]
    public void Ports_ShouldBeThoseOfTheConfiguration()
    {
        var api = new Uri(Settings["Gateway:Url"]!).Port;
        var management = new Uri(Settings["Management:Url"]!).Port;

        Read("docs/reference/configuration.md").ShouldContain($"Default `http://127.0.0.1:{api}`");
        Dockerfile.ShouldContain($"\nEXPOSE {api} {management}\n");
        Kubernetes.ShouldContain($"name: api, containerPort: {api} ");
        Kubernetes.ShouldContain($"name: management, containerPort: {management} ");
    }

    [Fact]
    public void Configuration_ShouldBeWhereItIsLookedFor()
    {
        Dockerfile.ShouldContain("CMD [\"serve\", \"--config\", \"/etc/sluice/gateway.json\"]");
        UnitValue("ExecStart").ShouldBe($"/opt/sluice/{Program} serve --config /etc/sluice/gateway.json");
        Kubernetes.ShouldContain("mountPath: /etc/sluice, ");
        Kubernetes.ShouldContain($"mountPath: {Settings["Tls:Directory"]}, ");
    }

    [Fact]
    public void EverySetting_ShouldBeKnown()
    {
        var reference = Read("docs/reference/configuration.md");
        var names = Settings.AsEnumerable().Where(setting => setting.Value is not null).Select(setting => setting.Key).ToArray();

        names.Length.ShouldBeGreaterThan(5);
        names.Where(name => !reference.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Configuration_ShouldBeAccepted_OnceItsCertificateIsThere()
    {
        var settings = new Dictionary<string, string?> { ["Tls:Directory"] = "", ["Gateway:Url"] = "http://127.0.0.1:0", ["Management:Url"] = "http://127.0.0.1:0" };

        Should.NotThrow(() => GatewayApplication.Build(settings, PathOf("deploy/gateway.json")).DisposeAsync().AsTask());
    }

    [Fact]
    public void Stop_ShouldHaveMoreTime_ThanTheGatewayTakes()
    {
        var limit = (TimeSpan)Default("ShutdownTimeout")!;

        Seconds(UnitValue("TimeoutStopSec")).ShouldBeGreaterThan(limit);
        Seconds(GracePeriod().Match(Kubernetes).Groups[1].Value).ShouldBeGreaterThan(limit);
        Seconds(StopTimeout().Match(Read("docs/operations/deploy.md")).Groups[1].Value).ShouldBeGreaterThan(limit);
        TimeSpan.Parse(Settings["Gateway:ShutdownDelay"]!, CultureInfo.InvariantCulture).ShouldBeInRange(TimeSpan.FromSeconds(1), limit / 2);
    }

    [Fact]
    public void Unit_ShouldGiveNoMoreThanIsNeeded()
    {
        UnitValue("User").ShouldBe(Program);
        Read("deploy/sluice.sysusers.conf").ShouldContain($"\nu {Program} - ");
        UnitValue("CapabilityBoundingSet").ShouldBe("CAP_NET_BIND_SERVICE");
        UnitValue("AmbientCapabilities").ShouldBe("CAP_NET_BIND_SERVICE");
        UnitValue("NoNewPrivileges").ShouldBe("yes");
        UnitValue("ProtectSystem").ShouldBe("strict");
        UnitValue("ProtectHome").ShouldBe("yes");
        UnitValue("MemoryMax").ShouldNotBeNullOrEmpty();
        int.Parse(UnitValue("LimitNOFILE"), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(65_536);
    }

    [Fact]
    public void Probes_ShouldAskPathsThatAreServed()
    {
        var paths = Read("docs/reference/openapi.json");

        var probed = ProbePath().Matches(Kubernetes).Select(probe => probe.Groups[1].Value).Distinct().ToArray();

        probed.ShouldBe(["/health/live", "/health/ready"], ignoreOrder: true);
        var served = JsonElement.Parse(paths).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        probed.ShouldBeSubsetOf(served);
    }

    private static string PathOf(string file) => Path.Combine(RepositoryFiles.Root, file);

    private static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string UnitValue(string name) =>
        Unit.Split('\n').Where(line => line.StartsWith(name + "=", StringComparison.Ordinal)).ShouldHaveSingleItem()[(name.Length + 1)..];

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));

    // The options are the gateway's own affair, but for what they are when nothing is set.
    private static object? Default(string setting)
    {
        var type = typeof(GatewayApplication).Assembly.GetType("Sluice.Gateway.Hosting.GatewayOptions", throwOnError: true)!;
        return type.GetProperty(setting)!.GetValue(Activator.CreateInstance(type));
    }

    [GeneratedRegex(@"^COPY (?!--from)(?<files>.+)$", RegexOptions.Multiline)]
    private static partial Regex CopiedFiles();

    [GeneratedRegex(@"^FROM mcr\.microsoft\.com/dotnet/(sdk|aspnet):(?<version>\d+\.\d+)\S*", RegexOptions.Multiline)]
    private static partial Regex BaseImage();

    [GeneratedRegex(@"terminationGracePeriodSeconds: (\d+)")]
    private static partial Regex GracePeriod();

    [GeneratedRegex(@"--stop-timeout (\d+)")]
    private static partial Regex StopTimeout();

    [GeneratedRegex(@"path: (\S+),")]
    private static partial Regex ProbePath();
}
