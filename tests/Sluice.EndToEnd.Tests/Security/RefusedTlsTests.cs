// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Brokers that cannot be reached, or with whom TLS fails.</summary>
public sealed class RefusedTlsTests(SecuredKafka kafka)
{
    private const int Environment = 3;

    [Fact]
    public async Task Commands_ShouldSayWhomTheyDoNotTrust_WhenTheTrustStoreIsForeign()
    {
        var files = await kafka.GetFilesAsync();
        var foreign = await kafka.GetFilesAsync(ClientCertificateKind.Foreign);
        await ShouldBeRefusedAsync(
            Login(files.PemKeyStore, foreign.PemTrustStore),
            "tls: the broker's certificate \"CN=broker\" is issued by \"CN=test-authority\", whom we do not trust: "
            + $"{foreign.PemTrustStore} holds only \"CN=foreign-authority\"",
            "is not trusted, or is not for this name (certificate verify failed): give the trust store");
    }

    [Fact]
    public async Task Commands_ShouldSayThatTheBrokerRefused_WhenTheCertificateIsForeign()
    {
        var files = await kafka.GetFilesAsync();
        var foreign = await kafka.GetFilesAsync(ClientCertificateKind.Foreign);
        await ShouldBeRefusedAsync(
            Login(foreign.PemKeyStore, files.PemTrustStore),
            "client certificate: the broker refuses our certificate \"CN=client\", issued by \"CN=foreign-authority\" (alert \"",
            "refused our certificate, or wants one and got none (alert \"");
    }

    [Fact]
    public async Task Commands_ShouldSayThatTheBrokerWantsOne_WithoutACertificate()
    {
        var files = await kafka.GetFilesAsync();
        await ShouldBeRefusedAsync(
            ["--truststore", files.PemTrustStore],
            "client certificate: the broker wants a certificate of ours (alert \"",
            "refused our certificate, or wants one and got none (alert \"");
    }

    [Fact]
    public async Task Commands_ShouldSayWhichNamesItHas_WhenTheCertificateIsForAnotherName()
    {
        var files = await kafka.GetFilesAsync();
        var servers = (await kafka.GetByCertificateAsync()).BootstrapServers.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await ShouldBeRefusedAsync(
            Login(files.PemKeyStore, files.PemTrustStore),
            "tls: the broker's certificate is not for \"localhost\" but for IP:127.0.0.1: connect by a name that it has",
            "is not trusted, or is not for this name (certificate verify failed)",
            servers);
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheBrokerSpeaksPlainText()
    {
        var files = await kafka.GetFilesAsync();
        await ShouldBeRefusedAsync(
            Login(files.PemKeyStore, files.PemTrustStore),
            "tls: the broker speaks plain text on this port, and we TLS: set security.protocol to plaintext",
            "hung up on TLS: it may speak plain text on this port; set security.protocol to plaintext",
            (await kafka.GetByCertificateAsync()).PlainBootstrapServers);
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheBrokerSpeaksTls() => await ShouldBeRefusedAsync(
        [],
        "kafka: the broker speaks TLS on this port, and we plain text: set security.protocol to ssl",
        "hung up on plain text: it may speak TLS on this port; set security.protocol to ssl");

    [Fact]
    public async Task Commands_ShouldSaySo_WhenNothingListens() => await ShouldBeRefusedAsync(
        [], "port: 127.0.0.1 refuses the connection: nothing listens on this port", "refused the connection: nothing listens on this port", "127.0.0.1:1");

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheNameDoesNotResolve() => await ShouldBeRefusedAsync(
        [], "name: the name \"no-such-host.invalid\" does not resolve", "does not resolve: check its spelling", "no-such-host.invalid:9092");

    [Fact]
    public async Task Check_ShouldLookAtWhatTheClusterAdvertises()
    {
        // Reached by a name that is right, the cluster sends its clients on to the address, which is not in the certificate then.
        var files = await kafka.GetFilesAsync();
        var port = (await kafka.GetByCertificateAsync()).BootstrapServers.Split(':')[1];
        var result = await SecuredCommand.RunAsync(
            ["check", "-b", $"localhost:{port}", .. Login(files.PemKeyStore, files.PemTrustStore), "--no-verify-host-name", "-o", "json"]);

        result.ExitCode.ShouldBe(0, result.Output);
        var steps = JsonElement.Parse(result.Output).GetProperty("steps").EnumerateArray()
            .Select(step => $"{step.GetProperty("subject").GetString()} {step.GetProperty("name").GetString()} {step.GetProperty("outcome").GetString()}");
        steps.ShouldBe(
        [
            $"localhost:{port} name passed", $"localhost:{port} port passed", $"localhost:{port} tls passed",
            $"localhost:{port} client certificate passed", $"localhost:{port} kafka passed", "cluster brokers passed",
            $"127.0.0.1:{port} port passed", $"127.0.0.1:{port} tls passed", $"127.0.0.1:{port} client certificate passed", $"127.0.0.1:{port} kafka passed",
        ]);
    }

    private static string[] Login(string keyStore, string trustStore) => ["--keystore", keyStore, "--truststore", trustStore];

    private async Task ShouldBeRefusedAsync(string[] login, string check, string consume, string? servers = null) => await Refusal.ShouldBeSaidAsync(
        ["-b", servers ?? (await kafka.GetByCertificateAsync()).BootstrapServers, .. login], Environment, check, consume);
}
