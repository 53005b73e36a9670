// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Diagnosis;
using Sluice.Core.Embedded;
using Sluice.Testing.Clusters;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Stores;
using Sluice.Testing.Tests.Http;
using Sluice.Testing.Tests.Stores;

namespace Sluice.Testing.Tests.Pipelines;

/// <summary>Values in a pipeline file: wherever a text stands, it may hold one, and what has none is told with its line before anything is opened.</summary>
public sealed class PipelineValuesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-values-");
    private readonly EmbeddedCluster _embedded = EmbeddedCluster.Start();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _embedded.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Open_ShouldPutVariablesInto_NamesOfTopicsAndCollections()
    {
        var store = $"sqlite:{Path.Combine(_folder.FullName, "store.db")}";
        var options = Options("""
            kafka:
              main: { bootstrap: "${env:BROKERS}" }
            endpoints:
              in:    { topic: "${env:STAGE}.in", id: key }
              views: { collection: "${env:STAGE}.views", connection: "${env:STORE}", id: _id }
            services:
              S: { in: [in], out: [views], group: "svc-${env:STAGE}" }
            """);
        options.Variables["STAGE"] = "test";
        options.Variables["STORE"] = store;
        await using (var pipeline = await Pipeline.OpenAsync(File, options, Stop))
        {
            await using var test = await pipeline.BeginAsync(Stop);
            await test.SendAsync("in", new { total = 1 });
            await test.ExpectAsync("in");
            await test.SendAsync("views", new { total = 1 });
            await test.ExpectAsync("views");
            pipeline.File.Services[0].Group.ShouldBe("svc-test");
            await using var written = StoreFactory.Open(StoreKind.Collection, store, new StoreOptions());
            (await written.FindAsync("test.views", new StoreQuery { Id = test.Id }, null, 1, Patience, Stop)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Open_ShouldNameEveryPlace_WhoseVariableIsNotSet()
    {
        var options = Options("""
            kafka:
              main: { bootstrap: "${env:BROKERS}" }
            endpoints:
              in:    { topic: "${env:STAGE_OF_NOBODY}.in", id: key }
              views: { collection: "${env:STAGE_OF_NOBODY}.views", connection: { url: "sqlite:x.db", password: "${secret:NOBODYS}" }, id: _id }
              api:   { http: "https://127.0.0.1:1", ca: "${env:CA_OF_NOBODY}" }
            services:
              S: { in: [in], out: [views], group: "svc-${env:GROUP_OF_NOBODY}" }
            """);

        var failure = await Should.ThrowAsync<FileFaultsException>(() => Pipeline.OpenAsync(File, options, Stop));

        failure.Faults.Select(fault => (fault.Line, fault.Message.Split(':')[0])).ShouldBe(
            [(4, "endpoint \"in\""), (5, "endpoint \"views\""), (5, "endpoint \"views\""), (6, "endpoint \"api\""), (8, "service \"S\"")]);
        failure.Faults.ShouldAllBe(fault => fault.Message.Contains("has no value: set the environment variable", StringComparison.Ordinal));
        var check = await Should.ThrowAsync<FileFaultsException>(async () => await CheckAsync(options));
        check.Faults.ShouldBe(failure.Faults);
    }

    [Fact]
    public async Task Check_ShouldTrustTheAuthority_ThatTheEndpointNames()
    {
        using var authority = new CertificateAuthority("services", TimeProvider.System);
        await using var server = new RawServer(RawServer.Answer("200 OK", "{}"));
        using var issued = authority.IssueForBrokers(["127.0.0.1"]);
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), null);
        await using var front = new TlsFront(certificate, server.EndPoint);
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.FullName, "ca.pem"), authority.Certificate.ExportCertificatePem(), Stop);
        var options = Options($$"""
            endpoints:
              known:   { http: "https://{{front.Authority}}", ca: ca.pem }
              unknown: { http: "https://{{front.Authority}}" }
            """);

        var steps = await CheckAsync(options);

        steps.Select(step => (step.Subject, step.Outcome)).ShouldBe(
            [("endpoint known", DiagnosisOutcome.Passed), ("endpoint unknown", DiagnosisOutcome.Failed)]);
    }

    private string File => Path.Combine(_folder.FullName, "pipeline.yaml");

    private PipelineOptions Options(string file)
    {
        System.IO.File.WriteAllText(File, file);
        return new PipelineOptions { Embedded = _embedded, Timeout = Patience, Variables = { ["BROKERS"] = _embedded.BootstrapServers } };
    }

    private async Task<List<DiagnosisStep>> CheckAsync(PipelineOptions options)
    {
        var steps = new List<DiagnosisStep>();
        await foreach (var step in PipelineCheck.RunAsync(File, options, Stop))
        {
            steps.Add(step);
        }

        return steps;
    }
}
