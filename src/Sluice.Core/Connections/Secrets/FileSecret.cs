// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Stores;

namespace Sluice.Core.Connections.Secrets;

internal sealed class FileSecret(string path) : SecretSource
{
    public override string ToString() => $"file:{path}";

    private protected override async Task<string> ReadAsync(Stream? standardInput, CancellationToken cancellationToken)
    {
        try
        {
            // A pipe without a writer blocks whoever opens it.
            using var file = await Task.Run(() => File.OpenRead(path), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return Decode(await BoundedInput.ReadAsync(file, MaxBytes, cancellationToken).ConfigureAwait(false) ?? throw TooLong());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{this}: the password cannot be read: {fault.Message}", fault);
        }
    }
}
