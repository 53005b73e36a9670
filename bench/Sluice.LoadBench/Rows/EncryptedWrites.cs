// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Sluice.LoadBench.Load;
using Sluice.LoadBench.References;
using Sluice.LoadBench.Reporting;
using Sluice.Soak.Gateways;
using Sluice.TestIdentity;

namespace Sluice.LoadBench.Rows;

/// <summary>Writes over TLS 1.3 with a token that is checked, beside plain ones without.</summary>
internal static class EncryptedWrites
{
    private const int Streams = 8;

    public static async Task<Findings> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kafka = await bench.KafkaAsync(cancellationToken);
        var plain = await bench.GatewayAsync(cancellationToken);
        var topic = await Bench.CreateTopicAsync(plain, 1, 1, cancellationToken);
        await using var provider = await TestIdentityProvider.StartAsync(cancellationToken);
        var group = Guid.NewGuid().ToString();
        var application = provider.Add(new TestApplication { Groups = [group] });
        var token = provider.Issue(application);
        var certificate = Path.GetTempFileName();
        try
        {
            using var key = provider.ServerCertificate.GetECDsaPrivateKey()!;
            await File.WriteAllTextAsync(
                certificate, $"{provider.ServerCertificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", cancellationToken);
            var settings = provider.GatewaySettings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
            settings["Security__Groups__Allowed__0"] = group;
            settings["Tls__Certificate"] = certificate;

            // One caller has a bound of its own, which is not what is measured.
            settings["Limits__Caller__RequestsPerSecond"] = settings["Limits__Caller__BytesPerSecond"] = settings["Limits__Caller__MaxRequests"] = "0";
            await using var secure = await GatewayProcess.StartAsync(
                kafka.BootstrapServers, cancellationToken, settings, () => token, "https://127.0.0.1:0");
            var floor = await bench.FloorAsync(cancellationToken);
            await using var secureFloor = await ReferenceProcess.StartFloorAsync(cancellationToken, certificate);
            var body = Records.Body(1);
            var time = bench.Length.Load;
            var figures = await Turns.RunAsync(
                bench.Length,
                async () => (await Wrk.PostAsync(Records.PathOf(plain, topic), body, Writes.Connections, time, cancellationToken)).Rate,
                async () => (await Wrk.PostAsync(Records.PathOf(secure, topic), body, Writes.Connections, time, cancellationToken, token)).Rate,
                async () => (await Wrk.PostAsync(floor.Address, body, Writes.Connections, time, cancellationToken)).Rate,
                async () => (await Wrk.PostAsync(secureFloor.Address, body, Writes.Connections, time, cancellationToken, token)).Rate,
                () => H2Load.PostAsync(Records.PathOf(secure, topic), body, token, Writes.Connections / Streams, Streams, time, cancellationToken));
            var rates = figures.Select(side => side.Median()).ToArray();
            return Findings.Of(
                new Figure("plain", rates[0], "/s"),
                new Figure("TLS 1.3 and token, HTTP/1.1", rates[1], "/s"),
                new Figure($"TLS 1.3 and token, HTTP/2, {Streams} streams a connection", rates[4], "/s"),
                Figure.Share("HTTP/1.1, of plain", rates[1], rates[0], 70),
                Figure.Share("HTTP/2, of plain", rates[4], rates[0], 70),
                Figure.Share("the bare endpoint with TLS 1.3 over HTTP/1.1, of it without", rates[3], rates[2]));
        }
        finally
        {
            File.Delete(certificate);
        }
    }
}
