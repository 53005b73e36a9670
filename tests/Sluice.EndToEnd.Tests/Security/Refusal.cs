// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>One cause, and what <c>check</c> and <c>consume</c> say of it.</summary>
internal static class Refusal
{
    // For consume it is also how long it goes on trying, in which a busy broker has to come to refusing; check gives up as soon as it knows why.
    private const string ConsumeTimeout = "8s";
    private const string CheckTimeout = "20s";

    public static async Task ShouldBeSaidAsync(
        string[] connection,
        int exitCode,
        string check,
        string consume,
        string topic = "team-orders",
        int? consumeExitCode = null,
        string? storePassword = null,
        string? userPassword = null)
    {
        var checking = SecuredCommand.RunAsync(
            ["check", .. connection, "--topic", topic, "--timeout", CheckTimeout], storePassword, userPassword);
        var consuming = SecuredCommand.RunAsync(["consume", .. connection, "--topic", topic, "--timeout", ConsumeTimeout], storePassword, userPassword);
        var (checkedIt, consumed) = (await checking, await consuming);

        var failedSteps = checkedIt.Output.Split('\n').Where(line => line.StartsWith('✘'));
        ShouldSay(checkedIt, exitCode, exitCode == 2 ? checkedIt.Error : string.Join('\n', failedSteps), check);
        ShouldSay(consumed, consumeExitCode ?? exitCode, consumed.Error.Split('\n').Last(line => line.StartsWith("sluice: ", StringComparison.Ordinal)), consume);
        var all = checkedIt.Output + checkedIt.Error + consumed.Output + consumed.Error;
        foreach (var secret in new[] { storePassword, userPassword }.OfType<string>())
        {
            all.ShouldNotContain(secret);
        }
    }

    private static void ShouldSay(SecuredCommand command, int exitCode, string said, string words)
    {
        command.ExitCode.ShouldBe(exitCode, command.Output + command.Error);
        said.ShouldContain(words, Case.Sensitive, command.Output + command.Error);
    }
}
