// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Security;

/// <summary>
/// All that is needed to log in to a cluster, in memory and checked: stores are read, passwords are known. Immutable; its text form
/// shows no secret.
/// </summary>
public sealed class KafkaLogin
{
    internal KafkaLogin(IReadOnlyDictionary<string, string> properties, IReadOnlyList<string> warnings, LoginMaterial material)
    {
        Properties = properties;
        Warnings = warnings;
        Material = material;
    }

    /// <summary>What will become a trouble, for example a certificate that expires soon.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The client's properties, secrets among them.</summary>
    internal IReadOnlyDictionary<string, string> Properties { get; }

    /// <summary>The same in terms of TLS, for who looks at a broker without a client.</summary>
    internal LoginMaterial Material { get; }

    /// <summary>Reads stores and passwords.</summary>
    /// <param name="options">Where they are.</param>
    /// <param name="timeout">How long each password may take to get.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="time">The clock that certificates are compared with.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: a setting, a store or a password is wrong, a certificate is expired or not yet valid.
    /// </exception>
    public static Task<KafkaLogin> LoadAsync(
        KafkaSecurityOptions options, TimeSpan timeout, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LoginLoader(time ?? TimeProvider.System).LoadAsync(options, timeout, cancellationToken);
    }

    /// <summary>Reads the stores that a Java client's properties name.</summary>
    /// <param name="security">What the properties say; passwords stand in it.</param>
    /// <param name="keyAlias">Which key of the key store; null for the only one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="time">The clock that certificates are compared with.</param>
    /// <inheritdoc cref="LoadAsync(KafkaSecurityOptions, TimeSpan, CancellationToken, TimeProvider?)" />
    public static Task<KafkaLogin> LoadAsync(
        JavaSecurity security, string? keyAlias, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(security);
        return new LoginLoader(time ?? TimeProvider.System).LoadAsync(security, keyAlias, cancellationToken);
    }

    /// <summary>The protocol.</summary>
    public override string ToString() => Properties.GetValueOrDefault("security.protocol", "plaintext");
}
