// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Sluice.Core.Connections.Security;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Looks at one server, from its name to the login; what needs a step that failed is not tried.</summary>
internal sealed class ServerCheck(KafkaConnectionOptions connection, ServerAddress server, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    private const short UnsupportedMechanism = 33;
    private const short NoLoginHere = 34;

    private static readonly LoginMaterial NoStores = new(UsesTls: true, Key: null, Trust: null, VerifiesHostName: true);

    private IPAddress[] _addresses = [];
    private IPAddress? _open;
    private TlsHandshake? _tls;
    private Stream? _stream;

    private LoginMaterial? Material => connection.Login?.Material;

    private string? Mechanism => connection.Login?.Properties.GetValueOrDefault("sasl.mechanism");

    private string Own => $"our certificate \"{Material!.Key!.Certificates[0].Subject}\", issued by \"{Material.Key.Certificates[0].Issuer}\"";

    public async IAsyncEnumerable<DiagnosisStep> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? failed = null;
        foreach (var (name, look) in Plan())
        {
            var finding = failed is null
                ? await LookAsync(look, cancellationToken).ConfigureAwait(false)
                : Finding.NotTried($"the step \"{failed}\" failed");
            failed ??= finding.Outcome == DiagnosisOutcome.Failed ? name : null;
            yield return new DiagnosisStep(server.ToString(), name, finding.Outcome, finding.Detail);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_tls is not null)
        {
            await _tls.DisposeAsync().ConfigureAwait(false);
        }

        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task<Finding>> Look)> Plan()
    {
        if (server.Literal is { } literal)
        {
            _addresses = [literal];
        }
        else
        {
            yield return ("name", ResolveAsync);
        }

        yield return ("port", OpenAsync);
        if (Material is null && connection.Properties.TryGetValue("security.protocol", out var protocol)
            && !protocol.Equals("plaintext", StringComparison.OrdinalIgnoreCase))
        {
            yield return ("login", LogInAsync);
            yield break;
        }

        if (Material is { UsesTls: true })
        {
            yield return ("tls", ShakeHandsAsync);
            yield return ("client certificate", ShowCertificateAsync);
        }

        yield return ("kafka", GreetAsync);
        if (Mechanism is not null)
        {
            yield return ("login", LogInAsync);
        }
    }

    private async Task<Finding> LookAsync(Func<CancellationToken, Task<Finding>> look, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await look(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed(
                $"no answer within {timeout.TotalSeconds:0.#} s: the server or the network is too slow, or something between swallows the data.");
        }
    }

    private async Task<Finding> ResolveAsync(CancellationToken cancellationToken)
    {
        (var finding, _addresses) = await PortCheck.ResolveAsync(server, cancellationToken).ConfigureAwait(false);
        return finding;
    }

    private async Task<Finding> OpenAsync(CancellationToken cancellationToken)
    {
        (var finding, _open) = await PortCheck.TryAsync(server, _addresses, timeout, time, cancellationToken).ConfigureAwait(false);
        return finding;
    }

    private async Task<Finding> ShakeHandsAsync(CancellationToken cancellationToken)
    {
        _tls = await TlsHandshake.ConnectAsync(await ConnectAsync(cancellationToken).ConfigureAwait(false), server.Host, Material!, cancellationToken)
            .ConfigureAwait(false);
        if (_tls.Shown is { } shown)
        {
            return shown.FindFault(server.Host, Material!, time.GetUtcNow()) is { } fault
                ? Finding.Failed(fault)
                : Finding.Passed($"{_tls.Version}: {shown.Describe()}; trusted by \"{shown.Root}\"");
        }

        return TlsAlert.Find(_tls.Fault) is { } alert
            ? Finding.Failed(
                $"the server broke TLS off (alert \"{alert}\") before it showed a certificate: "
                + "it may take only other versions of TLS, or other names.")
            : Finding.Failed(await SpeaksPlainAsync(cancellationToken).ConfigureAwait(false)
                ? "the broker speaks plain text on this port, and we TLS: set security.protocol to plaintext (sasl_plaintext with a login), "
                    + "or give its port for TLS."
                : $"the server does not speak TLS on this port ({_tls.Fault!.Message.TrimEnd('.')}): check the port.");
    }

    // Under TLS 1.3 the handshake is over before the broker has looked at our certificate: only its first answer tells.
    private async Task<Finding> ShowCertificateAsync(CancellationToken cancellationToken)
    {
        var fault = _tls!.Fault;
        try
        {
            if (fault is null)
            {
                await new KafkaWire(_tls.Stream).GreetAsync(cancellationToken).ConfigureAwait(false);
                return Finding.Passed(
                    _tls.ShowedKey ? $"the broker takes {Own}" : Material!.Key is null ? "the broker asks for none" : $"the broker does not ask for {Own}");
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            fault = e;
        }

        var alert = TlsAlert.Find(fault) is { } name ? $" (alert \"{name}\")" : "";
        if (_tls.OffersKey)
        {
            return Finding.Failed(
                $"the broker refuses {Own}{alert}: it has to be issued by an authority in the brokers' trust store; ask whoever runs the cluster which "
                + "that is, and give the key store that they hand out.");
        }

        return Material!.Key is null
            ? Finding.Failed(
                $"the broker wants a certificate of ours{alert}, and none is given: "
                + "give the key store that whoever runs the cluster hands out.")
            : Finding.NotTried(
                $"this check cannot use a key of the kind {Material.Key.Certificates[0].KeyAlgorithm}, as the client can: see the cluster below");
    }

    private async Task<Finding> GreetAsync(CancellationToken cancellationToken)
    {
        if (_tls is { OffersKey: false } && Material?.Key is not null)
        {
            return Finding.NotTried("it needs the client's certificate");
        }

        _stream = _tls?.Stream ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var wire = new KafkaWire(_stream);
        try
        {
            if (_tls is null)
            {
                await wire.GreetAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Finding.Failed(await SpeaksTlsAsync(cancellationToken).ConfigureAwait(false)
                ? "the broker speaks TLS on this port, and we plain text: set security.protocol to ssl (sasl_ssl with a login) and give the trust store."
                : $"who listens on this port does not speak Kafka's protocol ({e.Message.TrimEnd('.')}): check the port.");
        }

        return await AskForLoginAsync(wire, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Finding> AskForLoginAsync(KafkaWire wire, CancellationToken cancellationToken)
    {
        short error;
        string[] mechanisms;
        try
        {
            // A listener without login says so; one with it tells its mechanisms.
            (error, mechanisms) = await wire.AskForMechanismAsync(Mechanism ?? "NONE", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Mechanism is null
                ? Finding.Passed("the broker speaks Kafka's protocol")
                : Finding.Failed($"the broker breaks off when asked for a login ({e.Message.TrimEnd('.')}): check whether this listener has SASL at all.");
        }

        var offered = string.Join(", ", mechanisms);
        return (Mechanism, error) switch
        {
            (null, NoLoginHere) => Finding.Passed("the broker speaks Kafka's protocol and wants no login by SASL"),
            (null, _) => Finding.Failed(
                $"the broker wants a login by SASL ({offered}), and none is given: give mechanism, user and password, and set security.protocol to "
                + (Material is { UsesTls: true } ? "sasl_ssl." : "sasl_plaintext.")),
            (_, NoLoginHere) => Finding.Failed(
                "this listener takes no login by SASL: leave the user out and set security.protocol to "
                + (Material is { UsesTls: true } ? "ssl" : "plaintext") + ", or give the port of the listener that does."),
            (_, UnsupportedMechanism) => Finding.Failed($"the broker has no SASL mechanism {Mechanism}: use one of {offered}."),
            (_, 0) => Finding.Passed($"the broker speaks Kafka's protocol and offers {offered}"),
            _ => Finding.Failed($"the broker refuses a login by {Mechanism} (Kafka's error {error}: {((ErrorCode)error).GetReason()})."),
        };
    }

    // It ends before the step does, as it knows the reason.
    private Task<Finding> LogInAsync(CancellationToken cancellationToken) =>
        LoginCheck.RunAsync(connection, server, timeout * 0.9, time, cancellationToken);

    private async Task<bool> SpeaksPlainAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stream = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            await new KafkaWire(stream).GreetAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return false;
        }
    }

    private async Task<bool> SpeaksTlsAsync(CancellationToken cancellationToken)
    {
        var handshake = await TlsHandshake.ConnectAsync(
            await ConnectAsync(cancellationToken).ConfigureAwait(false), server.Host, NoStores, cancellationToken).ConfigureAwait(false);
        await using var _ = handshake.ConfigureAwait(false);
        return handshake.Shown is not null || TlsAlert.Find(handshake.Fault) is not null;
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        await PortCheck.ConnectAsync(_open!, server.Port, cancellationToken).ConfigureAwait(false);
}
