// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Logins by SASL that brokers refuse.</summary>
public sealed class RefusedLoginTests(SecuredKafka kafka)
{
    private const int Environment = 3;

    [Theory]
    [InlineData("PLAIN", "Invalid username or password")]
    [InlineData("SCRAM-SHA-256", "invalid credentials with SASL mechanism SCRAM-SHA-256")]
    public async Task Commands_ShouldSaySo_WhenThePasswordIsWrong(string mechanism, string brokersWords)
    {
        var login = await kafka.GetLoginAsync(mechanism);
        var words = $"{brokersWords}): check user, password and SASL mechanism";
        await Refusal.ShouldBeSaidAsync(login, Environment, words, words, userPassword: "not-the-password");
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WithoutALogin()
    {
        var login = await kafka.GetLoginAsync("PLAIN");
        await Refusal.ShouldBeSaidAsync(
            [.. login.TakeWhile(option => option != "--sasl-mechanism")],
            Environment,
            "kafka: the broker wants a login by SASL (PLAIN, SCRAM-SHA-512, SCRAM-SHA-256), and none is given",
            "they may want a login (SASL) that is not given");
    }

    [Fact]
    public async Task Commands_ShouldSayWhichMechanismsThereAre_WhenTheBrokerHasNotThatOne()
    {
        var login = await kafka.GetLoginAsync("OAUTHBEARER");
        await Refusal.ShouldBeSaidAsync(
            [.. login, "--sasl-token-endpoint", "https://127.0.0.1:1/token"],
            Environment,
            "kafka: the broker has no SASL mechanism OAUTHBEARER: use one of PLAIN, SCRAM-SHA-512, SCRAM-SHA-256",
            "there is no token to log in with",
            userPassword: "a-client-secret");
    }

    [Fact]
    public async Task Commands_ShouldSaySo_WhenTheListenerTakesNoLogin()
    {
        var servers = (await kafka.GetByPasswordAsync()).PlainBootstrapServers;
        await Refusal.ShouldBeSaidAsync(
            [
                "-b", servers, "--security-protocol", "sasl_plaintext", "--sasl-mechanism", "PLAIN", "--sasl-user", SecuredKafka.User,
                "--sasl-password-env", SecuredCommand.UserPassword,
            ],
            Environment,
            "kafka: this listener takes no login by SASL: leave the user out",
            "takes no login by SASL: leave the user out",
            userPassword: SecuredKafka.Password);
    }
}
