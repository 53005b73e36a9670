// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Load;

/// <summary>The records that are written.</summary>
internal static class Records
{
    /// <summary>The size of their values, unless a row says otherwise.</summary>
    public const int Bytes = 100;

    private const int FilledAtOnce = 1_000;

    /// <summary>Where records of a topic are written.</summary>
    public static Uri PathOf(GatewayProcess gateway, string topic) => new(gateway.Http.Address, $"v1/producer/topics/{topic}");

    /// <summary>A request of so many records of so many bytes each.</summary>
    public static string Body(int records, int partition = 0, int bytes = Bytes)
    {
        var value = new string('x', bytes);
        return $$"""{"records":[{{string.Join(',', Enumerable.Repeat($$"""{"value":"{{value}}","partition":{{partition}}}""", records))}}]}""";
    }

    /// <summary>Writes so many records to a partition through the gateway.</summary>
    public static async Task FillAsync(GatewayProcess gateway, string topic, int partition, int records, CancellationToken cancellationToken)
    {
        var body = Body(FilledAtOnce, partition);
        for (var written = 0; written < records; written += FilledAtOnce)
        {
            await WriteAsync(gateway, topic, body, cancellationToken);
        }
    }

    /// <summary>Writes a body through the gateway.</summary>
    /// <exception cref="InvalidOperationException">It was not taken.</exception>
    public static async Task WriteAsync(GatewayProcess gateway, string topic, string body, CancellationToken cancellationToken)
    {
        var answer = await gateway.Http.WriteAsync(topic, body, cancellationToken);
        if (!answer.IsOk)
        {
            throw new InvalidOperationException($"A write failed: {answer}");
        }
    }
}
