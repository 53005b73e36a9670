// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Http;
using Sluice.EndToEnd.Tests.Repository;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Documentation;

[Collection(typeof(GuideGroup))]
public sealed partial class SecureConsumingGuideTests(GuideKafka kafka)
{
    private const string Guide = "secure-consuming.md";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_ShouldAnswerAsItIsWritten()
    {
        Curl.Require();
        var shell = await kafka.OpenShellAsync(Token);
        var blocks = await GuideBlock.ReadAllAsync(Guide);

        // The example in C# commits for the group of the guide.
        shell.Replace("KfConsumer1", "KfConsumer1-on-the-command-line");
        var password = blocks.Dequeue();
        (await shell.RunAsync(password with { Text = password.Text + " && printenv KAFKA_STORE_PASSWORD" }, "typed\n")).Output.ShouldBe("typed\n");
        await shell.RunAsync(blocks);
        await shell.RunAsync(blocks);

        await using (var member = shell.Start(blocks.Dequeue()))
        {
            var told = blocks.Dequeue();
            await member.UntilAsync(() => told.Records.All(member.Output.Split('\n').Contains), told.Text);
            (await member.InterruptAsync()).ShouldBe(130);
            member.Printed(told).ShouldBeTrue($"{member.Output}{member.Told}");
            member.Told.ShouldNotContain("committed");
        }

        await shell.RunAsync(blocks);
        await ServeAsync(shell, blocks);
        blocks.Dequeue().Language.ShouldBe("csharp");
        foreach (var store in new[] { "client.p12", "client.pem" })
        {
            var command = blocks.Dequeue();
            command.Text.ShouldContain(store);
            var (exitCode, output) = await shell.RunAsync(command);
            (exitCode, output).ShouldBe((0, "kf.topic.name\t0\t0\ta\tdone one\n"));
        }

        // The others are in the tests below.
        blocks.Select(block => block.Text.Split(' ')[0]).ShouldBe(["sluice", "keytool"]);
    }

    [Fact]
    public async Task ScramCommand_ShouldLogIn()
    {
        var options = new KafkaProcessOptions
        {
            Security = new() { Users = new Dictionary<string, string> { ["alice"] = "wonderland" } },
            AutoCreateTopics = true,
        };
        await using var own = await RealKafka.StartOwnAsync(options, Token);
        var shell = new GuideShell(await own.HandOutAsync(ClientCertificateKind.Valid, Token), own.BootstrapServers);
        var made = new GuideBlock("bash", "sluice topics create kf.topic.name -b plain && echo hello | sluice produce --topic kf.topic.name -b plain");
        shell.Replace("plain", own.PlainBootstrapServers);
        (await shell.RunAsync(made)).ExitCode.ShouldBe(0);
        var command = (await GuideBlock.ReadAllAsync(Guide)).Single(block => block.Text.Contains("--sasl-mechanism", StringComparison.Ordinal));

        var right = await shell.RunAsync(command, "", ("KAFKA_PASSWORD", "wonderland"));
        var wrong = await shell.RunAsync(command, "", ("KAFKA_PASSWORD", "looking-glass"));

        right.ShouldBe((0, "kf.topic.name\t0\t0\tnull\thello\n"));
        wrong.ExitCode.ShouldBe(3, wrong.Output);
    }

    [Fact]
    public async Task KeytoolLine_ShouldConvertAJceksStore()
    {
        var shell = await kafka.OpenShellAsync(Token);
        const string make = "keytool -importkeystore -noprompt -srckeystore client.p12 -srcstoretype PKCS12 -srcstorepass:env KAFKA_STORE_PASSWORD "
            + "-destkeystore client.jceks -deststoretype JCEKS -deststorepass:env KAFKA_STORE_PASSWORD";
        var made = await shell.RunAsync(new GuideBlock("bash", make));
        made.ExitCode.ShouldBe(0, made.Output);
        var command = (await GuideBlock.ReadAllAsync(Guide)).Single(block => block.Text.StartsWith("keytool", StringComparison.Ordinal));

        // It asks for the new store's password, twice, and for the old one's.
        var converted = await shell.RunAsync(command, string.Concat(Enumerable.Repeat(shell.Files.Password + "\n", 3)));
        var read = await shell.RunAsync(new GuideBlock(
            "bash",
            "sluice consume -b m1:9094,m2:9094 --topic kf.topic.name --count 1 --keystore new.p12 --truststore ca.pem --password-env KAFKA_STORE_PASSWORD"));

        converted.ExitCode.ShouldBe(0, converted.Output);
        read.ShouldBe((0, "kf.topic.name\t0\t0\ta\tdone one\n"));
    }

    [Fact]
    public async Task Messages_ShouldBeThoseThatAreExplained()
    {
        var shell = await kafka.OpenShellAsync(Token);
        const string read = "sluice consume -b m1:9094,m2:9094 --topic kf.topic.name --truststore truststore.jks ";
        Dictionary<string, string> causes = new()
        {
            ["the store's password is wrong"] = "KAFKA_STORE_PASSWORD=wrong " + read + "--keystore client.jks --password-env KAFKA_STORE_PASSWORD",
            ["the environment variable is not set or empty"] = read + "--keystore client.jks --password-env KAFKA_PASSWORD",
            ["it holds no key, only trusted certificates"] = read + "--keystore truststore.jks --password-env KAFKA_STORE_PASSWORD",
            ["JCEKS stores are not read"] = @"printf '\316\316\316\316\0\0\0\2\0\0\0\0' > client.jceks; " + read
                + "--keystore client.jceks --password-env KAFKA_STORE_PASSWORD",
            ["is no setting that Kafka's clients know"] = "cp client.properties p; echo sasl.mechansim=PLAIN >> p; sluice consume --properties p --topic kf.topic.name",
        };
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "guides", Guide), Token);
        var explained = MessageRow().Matches(page.Split("## When it is refused")[1]).Select(match => match.Groups[1].Value);

        explained.ShouldBe(causes.Keys, ignoreOrder: true);
        foreach (var (message, cause) in causes)
        {
            var (exitCode, output) = await shell.RunAsync(new GuideBlock("bash", cause));
            output.ShouldContain(message);
            exitCode.ShouldBe(2, output);
        }
    }

    private static async Task ServeAsync(GuideShell shell, Queue<GuideBlock> blocks)
    {
        await shell.WriteAsync("gateway.json", blocks.Dequeue());
        var serve = blocks.Dequeue();
        await using var server = shell.Start(serve with { Text = serve.Text + " --url http://127.0.0.1:0" });
        await server.UntilAsync(() => Address().IsMatch(server.Output + server.Told), "an address");
        shell.Replace("http://127.0.0.1:9400", Address().Match(server.Output + server.Told).Value);

        await shell.RunAsync(blocks);

        (await server.InterruptAsync()).ShouldBe(0);
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[1-9][0-9]*")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MessageRow();
}
