// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Certificates;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

[Collection(StoreGroup.Name)]
public sealed class StandardInputTests(StoreFixture stores)
{
    [Fact]
    public async Task Passwords_ShouldBeALineEach()
    {
        await using var check = SluiceProcess.Start(
            "check", "-b", "127.0.0.1:1", "--keystore", stores.PathOf("client.jks"), "--truststore", stores.PathOf("trust.jks"),
            "--password-stdin", "--key-password-stdin");
        await check.Input.WriteAsync($"{StoreFixture.Password}\n{StoreFixture.KeyPassword}\n");
        check.Input.Close();

        var result = await check.WaitForEndAsync();

        // The passwords are right, so it goes on to a port on which nobody listens.
        result.Error.ShouldNotContain("password");
        result.Output.ShouldContain("✘ 127.0.0.1:1  port: ");
        result.ExitCode.ShouldBe(3);
    }
}
