// SPDX-License-Identifier: Apache-2.0

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Limits;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Speaks TLS 1.2 and 1.3 on new connections, with the certificate of the moment.</summary>
internal sealed class TlsConnections(
    TlsCertificates certificates,
    ClientCertificateCallers callers,
    IOptions<TlsOptions> options,
    IOptions<LimitsOptions> limits,
    ILogger<TlsConnections> logger)
{
    /// <param name="listen">The address.</param>
    /// <param name="asksForCertificates">Whether callers are known by certificates there, if the settings want it.</param>
    public void Use(ListenOptions listen, bool asksForCertificates)
    {
        var mode = asksForCertificates ? options.Value.ClientCertificates.Mode : ClientCertificateMode.None;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = limits.Value.Connections.HandshakeTimeout,
            OnConnection = context => ValueTask.FromResult(CreateOptions(mode, context.Connection)),
        });
        if (mode != ClientCertificateMode.None)
        {
            listen.Use(next => connection =>
            {
                callers.Recognize(connection);
                return next(connection);
            });
        }
    }

    private SslServerAuthenticationOptions CreateOptions(ClientCertificateMode mode, ConnectionContext connection)
    {
        var current = certificates.Current;
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = current.Certificate.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        if (mode != ClientCertificateMode.None)
        {
            handshake.ClientCertificateRequired = true;

            // A resumed session shows the certificate without those that stand between it and the root: it could not be checked again.
            handshake.AllowTlsResume = false;
            handshake.CertificateChainPolicy = current.Authorities!.CreatePolicy();
            handshake.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                certificate is null
                    ? mode == ClientCertificateMode.Optional || Refuse(connection, "none was shown")
                    : errors == SslPolicyErrors.None || Refuse(connection, Reasons(chain, errors));
        }

        return handshake;
    }

    private static string Reasons(X509Chain? chain, SslPolicyErrors errors) =>
        chain is { ChainStatus: { Length: > 0 } statuses }
            ? string.Join(", ", statuses.Select(status => status.Status).Distinct())
            : errors.ToString();

    private bool Refuse(ConnectionContext connection, string reason)
    {
        Log.CertificateRefused(logger, connection.RemoteEndPoint?.ToString() ?? "?", reason);
        return false;
    }
}
