// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Secrets;

internal sealed class EnvironmentSecret(string name) : SecretSource
{
    public override string ToString() => $"env:{name}";

    private protected override Task<string> ReadAsync(Stream? standardInput, CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? Task.FromResult(value)
            : throw Fault($"{this}: the environment variable is not set or empty: set it to the password.");
}
