// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Sluice.EndToEnd.Tests.Faults;
using Sluice.Testing.Clusters;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>The sample's cases on real servers: Kafka with client certificates from a JKS file, MongoDB and Elasticsearch.</summary>
/// <remarks>One of them says how soon an order can be found, which other tests beside it would decide.</remarks>
[Collection(typeof(OneAtATime))]
public sealed class SampleOnRealServersTests : IDisposable
{
    private const string PasswordVariable = "KAFKA_STORE_PASSWORD";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-sample-");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(PasswordVariable, null);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Cases_ShouldPass_WhenKafkaWantsCertificatesAndTheStoresAreServers()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KAFKA_HOME")), "KAFKA_HOME names no Kafka distribution.");
        var mongo = Require("SLUICE_TEST_MONGO", "MongoDB");
        var elastic = Require("SLUICE_TEST_ELASTICSEARCH", "Elasticsearch");
        await using var kafka = await KafkaProcess.StartAsync(
            new KafkaProcessOptions { Security = new KafkaSecurityOptions { ClientAuthentication = ClientAuthentication.Required } }, token);
        var files = await kafka.HandOutAsync(ClientCertificateKind.Valid, token);
        var options = new PipelineOptions { CreateTopics = true, StartServices = true, Timeout = TimeSpan.FromSeconds(60), Within = TimeSpan.FromSeconds(45) };
        SampleCases.Configure(options, kafka.BootstrapServers, await Python.RequireAsync());
        Environment.SetEnvironmentVariable(PasswordVariable, files.Password);
        options.Variables["KAFKA_PROPERTIES"] = await WritePropertiesAsync(files);
        options.Variables["MONGO"] = mongo;
        options.Variables["ELASTIC"] = elastic;

        // The service looks for MongoDB at the relay, which the kit can cut.
        var relay = $"127.0.0.1:{FreePort()}";
        options.Variables["MONGO_RELAY"] = relay;
        options.Commands["2A"] = ["/usr/bin/env", $"MONGO={new UriBuilder(mongo) { Host = "127.0.0.1", Port = int.Parse(relay.Split(':')[1]) }.Uri}", SampleService.Program, "2A"];

        await CreateIndexAsync(elastic, token);

        var result = await SampleCases.RunAsync(await WritePipelineAsync(files), SampleCases.All, options);

        result.Cases.Where(one => one.Outcome != Outcome.Passed).Select(FailureText.Of).ShouldBeEmpty();
        result.Cases.Count.ShouldBe(SampleCaseTests.Runs);
    }

    // A server makes the index of a first document too, but on a busy machine that takes longer than a case should wait for an order.
    private static async Task CreateIndexAsync(string elastic, CancellationToken token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(elastic) };
        using var created = await client.PutAsync(new Uri("orders?wait_for_active_shards=1&timeout=60s", UriKind.Relative), null, token);
        var answer = await created.Content.ReadAsStringAsync(token);
        (created.IsSuccessStatusCode || answer.Contains("resource_already_exists_exception", StringComparison.Ordinal)).ShouldBeTrue(answer);
        using var healthy = await client.GetAsync(new Uri("_cluster/health/orders?wait_for_status=yellow&timeout=60s", UriKind.Relative), token);
        healthy.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Require(string variable, string server)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(address), $"{variable} names no {server} server.");
        return address!;
    }

    // As the comment in the sample's own file says it.
    private async Task<string> WritePipelineAsync(ClientFiles files)
    {
        var certificates = _folder.CreateSubdirectory("certs").FullName;
        File.Copy(files.JksKeyStore, Path.Combine(certificates, "client.jks"));
        File.Copy(files.JksTrustStore, Path.Combine(certificates, "truststore.jks"));
        var written = await File.ReadAllTextAsync(SampleCases.Pipeline, TestContext.Current.CancellationToken);
        var secured = written.Replace("# security:", "security:", StringComparison.Ordinal);
        secured.ShouldNotBe(written);
        var file = Path.Combine(_folder.FullName, "pipeline.yaml");
        await File.WriteAllTextAsync(file, secured, TestContext.Current.CancellationToken);
        return file;
    }

    private async Task<string> WritePropertiesAsync(ClientFiles files)
    {
        var file = Path.Combine(_folder.FullName, "librdkafka.properties");
        await File.WriteAllLinesAsync(file, files.ClientProperties.Select(property => $"{property.Key}={property.Value}"), TestContext.Current.CancellationToken);
        return file;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
