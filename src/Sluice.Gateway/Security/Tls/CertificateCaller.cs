// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Feature of every request of a connection with a certificate that was found good.</summary>
/// <param name="Subject">Whom the certificate is of.</param>
/// <param name="Caller">Whom the settings say that it stands for; null if they do not know it.</param>
internal sealed record CertificateCaller(string Subject, Caller? Caller);
