// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tls;

/// <summary>Whether callers show a certificate.</summary>
internal enum ClientCertificateMode
{
    /// <summary>None is asked for.</summary>
    None,

    /// <summary>Who has one shows it; a connection with one that is not trusted is refused.</summary>
    Optional,

    /// <summary>A connection without one is refused.</summary>
    Required,
}
