// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Secrets;

/// <summary>
/// Where a password comes from, as a password itself never stands on a command line or in a log. Immutable; its text says
/// where it comes from and never what it is.
/// </summary>
public abstract class SecretSource
{
    /// <summary>The longest secret, in bytes.</summary>
    internal const int MaxBytes = 64 * 1024;

    private const string Forms = "env:NAME (an environment variable), file:PATH, stdin (one line) or https://… (a GET)";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private protected SecretSource()
    {
    }

    /// <summary>
    /// Understands <c>env:NAME</c>, <c>file:PATH</c>, <c>stdin</c> and <c>https://…</c>; an https address is asked with the bearer token
    /// of the environment variable <c>SLUICE_SECRET_TOKEN</c>, if that is set.
    /// </summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: it is none of these. The message does not repeat it, since it may be a password.
    /// </exception>
    public static SecretSource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            ['e', 'n', 'v', ':', _, ..] => new EnvironmentSecret(text[4..]),
            ['f', 'i', 'l', 'e', ':', _, ..] => new FileSecret(text[5..]),
            "stdin" => new StandardInputSecret(),
            _ when text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) => HttpsSecret.Parse(text),
            _ => throw Fault($"a password is not given itself but by where it is: {Forms}."),
        };
    }

    /// <summary>Reads the secret; one line end behind it is left out.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="standardInput">Read instead of the process's standard input, of which no more than one line is read.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: there is none, or it cannot be read, or not in time.
    /// </exception>
    public async Task<string> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken, Stream? standardInput = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            // Console input does not heed its token.
            return await ReadAsync(standardInput, deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault($"{this}: no password came within {timeout.TotalSeconds:0.#} s: see why, or give it in another way.", fault);
        }
    }

    private protected static KafkaFailureException Fault(string what, Exception? inner = null) =>
        new(FailureCode.InvalidConfiguration, what, inner);

    private protected string Decode(ReadOnlySpan<byte> content)
    {
        if (content.EndsWith("\n"u8))
        {
            content = content[..^1];
            content = content.EndsWith("\r"u8) ? content[..^1] : content;
        }

        if (content.IsEmpty)
        {
            throw Fault($"{this}: the password is empty: put it there.");
        }

        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"{this}: the password is not UTF-8: write it so.");
        }
    }

    private protected KafkaFailureException TooLong() =>
        Fault($"{this}: there are more than 64 KiB, and no password is so long: put the password alone there.");

    private protected abstract Task<string> ReadAsync(Stream? standardInput, CancellationToken cancellationToken);
}
