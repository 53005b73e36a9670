// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Commands with what an infrastructure team hands out.</summary>
public sealed class SecuredCommandTests(SecuredKafka kafka)
{
    public static TheoryData<string> Stores => ["JKS", "PKCS#12", "PEM", "properties"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Commands_ShouldWork_WithStores(string kind)
    {
        var files = await kafka.GetFilesAsync();
        string[] login = kind switch
        {
            "JKS" => ["--keystore", files.JksKeyStore, "--truststore", files.JksTrustStore],
            "PKCS#12" => ["--keystore", files.Pkcs12KeyStore, "--truststore", files.Pkcs12TrustStore],
            "PEM" => ["--keystore", files.PemKeyStore, "--truststore", files.PemTrustStore],
            _ => ["--properties", files.PropertiesFile],
        };
        var servers = kind == "properties" ? [] : (string[])["-b", (await kafka.GetByCertificateAsync()).BootstrapServers];
        string[] password = kind is "properties" or "PEM" ? [] : ["--password-env", SecuredCommand.StorePassword];
        await ShouldWorkAsync([.. servers, .. login, .. password], files.Password, null, "client certificate: the broker takes our certificate \"CN=client\"");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Commands_ShouldWork_WithAUser(string mechanism) =>
        await ShouldWorkAsync(await kafka.GetLoginAsync(mechanism), null, SecuredKafka.Password, "login: the broker lets us in");

    private static async Task ShouldWorkAsync(string[] connection, string? storePassword, string? userPassword, string passed)
    {
        var topic = $"team-{Guid.NewGuid():N}";
        (await RunAsync("", "topics", "create", topic)).ExitCode.ShouldBe(0);
        (await RunAsync("one\ntwo\n", "produce", "--topic", topic)).ExitCode.ShouldBe(0);
        var consumed = await RunAsync("", "consume", "--topic", topic, "-o", "raw");
        var check = await RunAsync("", "check", "--topic", topic, "--group", "team-billing");

        consumed.Output.ShouldBe("one\ntwo\n", consumed.Error);
        check.ExitCode.ShouldBe(0, check.Output);
        check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith('✔'), check.Output);
        check.Output.ShouldContain(passed);

        Task<SecuredCommand> RunAsync(string input, params string[] arguments) =>
            SecuredCommand.RunAsync([.. arguments, .. connection, "--timeout", "20s"], storePassword, userPassword, input);
    }
}
