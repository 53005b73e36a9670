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
            return Decode(await BoundedInput.ReadFileAsync(path, MaxBytes, cancellationToken).ConfigureAwait(false) ?? throw TooLong());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{this}: the password cannot be read: {fault.Message}", fault);
        }
    }
}
