// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>The two requests of Kafka's protocol that a broker answers before anybody has logged in (KIP-35, KIP-43).</summary>
internal sealed class KafkaWire(Stream stream)
{
    private const short ApiVersions = 18;
    private const short SaslHandshake = 17;
    private const int CorrelationId = 0x51C;
    private const int LongestAnswer = 1 << 20;

    /// <summary>Asks which versions the broker speaks; any answer will do.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">The answer is not Kafka's.</exception>
    public async Task GreetAsync(CancellationToken cancellationToken) =>
        await AskAsync(ApiVersions, version: 0, body: [], cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for a login by a mechanism.</summary>
    /// <returns>Kafka's error code, and the mechanisms that the broker has.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">The answer is not Kafka's.</exception>
    public async Task<(short Error, string[] Mechanisms)> AskForMechanismAsync(string mechanism, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(SaslHandshake, version: 1, Text(mechanism), cancellationToken).ConfigureAwait(false);
        try
        {
            var error = BinaryPrimitives.ReadInt16BigEndian(answer);
            var mechanisms = new string[BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(2))];
            var rest = answer.AsSpan(6);
            for (var i = 0; i < mechanisms.Length; i++)
            {
                var length = BinaryPrimitives.ReadInt16BigEndian(rest);
                mechanisms[i] = Encoding.UTF8.GetString(rest.Slice(2, length));
                rest = rest[(2 + length)..];
            }

            return (error, mechanisms);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The list of mechanisms is cut short.", e);
        }
    }

    private static byte[] Text(string text)
    {
        var bytes = new byte[2 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(bytes.Length - 2));
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(2));
        return bytes;
    }

    private async Task<byte[]> AskAsync(short api, short version, byte[] body, CancellationToken cancellationToken)
    {
        var client = Text("sluice");
        var request = new byte[12 + client.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(4), api);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(8), CorrelationId);
        client.CopyTo(request, 12);
        body.CopyTo(request, 12 + client.Length);
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);

        var head = new byte[8];
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        var size = BinaryPrimitives.ReadInt32BigEndian(head);
        if (size is < 4 or > LongestAnswer || BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) != CorrelationId)
        {
            throw new InvalidDataException("The answer is not Kafka's.");
        }

        var answer = new byte[size - 4];
        await stream.ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
        return answer;
    }
}
