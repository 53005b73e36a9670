// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using System.Text;
using Sluice.Core.Connections.Secrets;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Secrets;

public sealed class SecretSourceTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly string _file = Path.GetTempFileName();
    private readonly string _variable = "SLUICE_TEST_" + Guid.NewGuid().ToString("N");

    public void Dispose()
    {
        File.Delete(_file);
        Environment.SetEnvironmentVariable(_variable, null);
    }

    [Theory]
    [InlineData("hunter2")]
    [InlineData("")]
    [InlineData("env:")]
    [InlineData("file:")]
    [InlineData("stdin:hunter2")]
    [InlineData("http://vault.example/secret/hunter2")]
    public void Parse_ShouldNameTheFourForms_AndNotRepeatWhatMayBeAPassword(string text)
    {
        var failure = Should.Throw<KafkaFailureException>(() => SecretSource.Parse(text));

        failure.Failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Message.ShouldBe(
            "a password is not given itself but by where it is: "
            + "env:NAME (an environment variable), file:PATH, stdin (one line) or https://… (a GET).");
    }

    [Theory]
    [InlineData("env:NAME", "env:NAME")]
    [InlineData("file:/run/secrets/p", "file:/run/secrets/p")]
    [InlineData("stdin", "stdin")]
    [InlineData("https://vault.example/v1/p?key=hunter2", "https://vault.example/v1/p")]
    public void ToString_ShouldSayWhereItIs(string text, string expected) => SecretSource.Parse(text).ToString().ShouldBe(expected);

    [Fact]
    public void Parse_ShouldRefuseAnAddressWithAPassword()
    {
        var failure = Should.Throw<KafkaFailureException>(() => SecretSource.Parse("https://me:hunter2@vault.example/p"));

        failure.Message.ShouldContain("SLUICE_SECRET_TOKEN");
        failure.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Environment_ShouldGiveItsValue_OrSayThatItIsNotSet()
    {
        (await FailAsync("env:" + _variable))
            .ShouldBe($"env:{_variable}: the environment variable is not set or empty: set it to the password.");

        Environment.SetEnvironmentVariable(_variable, "pässword\n");

        (await ReadAsync("env:" + _variable)).ShouldBe("pässword\n");
    }

    [Theory]
    [InlineData("p", "p")]
    [InlineData("p\n", "p")]
    [InlineData("p\r\n", "p")]
    [InlineData("p\n\n", "p\n")]
    [InlineData(" pä ss \n", " pä ss ")]
    public async Task File_ShouldLeaveOutOneLineEnd(string content, string expected)
    {
        await File.WriteAllTextAsync(_file, content, TestContext.Current.CancellationToken);

        (await ReadAsync("file:" + _file)).ShouldBe(expected);
    }

    [Fact]
    public async Task File_ShouldSayWhatIsWrong()
    {
        (await FailAsync("file:" + _file)).ShouldContain("the password is empty");
        (await FailAsync("file:/nowhere/at.all")).ShouldContain("the password cannot be read");
        await File.WriteAllBytesAsync(_file, [0xFF, 0xFE], TestContext.Current.CancellationToken);
        (await FailAsync("file:" + _file)).ShouldContain("not UTF-8");
        await File.WriteAllBytesAsync(_file, new byte[100_000], TestContext.Current.CancellationToken);
        (await FailAsync("file:" + _file)).ShouldContain("more than 64 KiB");
    }

    [Fact]
    public async Task StandardInput_ShouldGiveALineEach()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("first\r\nsecond"));

        (await ReadAsync("stdin", input)).ShouldBe("first");
        (await ReadAsync("stdin", input)).ShouldBe("second");
        (await FailAsync("stdin", input)).ShouldBe("stdin: there is no line with a password: pipe it in.");
    }

    [Fact]
    public async Task StandardInput_ShouldBeGivenUp_WhenNothingComes()
    {
        var silent = new Pipe();

        var failure = await Should.ThrowAsync<KafkaFailureException>(() => SecretSource.Parse("stdin")
            .ReadAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken, silent.Reader.AsStream()));

        failure.Message.ShouldStartWith("stdin: no password came within 0.1 s");
    }

    [Fact]
    public async Task ReadAsync_ShouldEnd_WhenItIsCancelled()
    {
        var silent = new Pipe();
        using var source = new CancellationTokenSource();
        var reading = SecretSource.Parse("stdin").ReadAsync(Timeout, source.Token, silent.Reader.AsStream());

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    private static Task<string> ReadAsync(string source, Stream? input = null) =>
        SecretSource.Parse(source).ReadAsync(Timeout, TestContext.Current.CancellationToken, input);

    private static async Task<string> FailAsync(string source, Stream? input = null) =>
        (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(source, input))).Message;
}
