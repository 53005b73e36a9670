// SPDX-License-Identifier: Apache-2.0

using Sluice.Soak.Gateways;

namespace Sluice.Soak.Load;

/// <summary>One reader a partition that follows <c>NextOffset</c>, waiting a little at the end of the log.</summary>
internal sealed class EndReaders(GatewayHttp gateway, string topic, int partitions)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(300);
    private readonly long[] _next = new long[partitions];
    private readonly List<Answer>[] _answers = [.. Enumerable.Range(0, partitions).Select(_ => new List<Answer>())];

    public IReadOnlyList<Answer> Answers => [.. _answers.SelectMany(answers => answers)];

    public Task RunAsync(Func<bool> goOn, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, partitions).Select(async partition =>
        {
            while (goOn())
            {
                await ReadAsync(partition, cancellationToken);
            }
        }));

    /// <summary>Reads on to the end; partitions whose reader does not arrive at the high watermark.</summary>
    public async Task<IReadOnlyCollection<string>> BehindAsync(CancellationToken cancellationToken)
    {
        var behind = new List<string>();
        for (var partition = 0; partition < partitions; partition++)
        {
            long before;
            do
            {
                before = _next[partition];
                await ReadAsync(partition, cancellationToken);
            }
            while (_next[partition] > before);

            var end = await gateway.GetAsync($"v1/metadata/topics/{topic}/partitions/{partition}", cancellationToken);
            if (!end.IsOk || end.Json.GetProperty("latest_offset").GetInt64() != _next[partition])
            {
                behind.Add($"partition {partition} at {_next[partition]}: {end}");
            }
        }

        return behind;
    }

    private async Task ReadAsync(int partition, CancellationToken cancellationToken)
    {
        var answer = await gateway.ReadAsync(topic, partition, _next[partition], count: 1000, cancellationToken, Wait);
        _answers[partition].Add(answer with { Body = answer.IsOk ? "" : answer.Body });
        _next[partition] = answer.NextOffset ?? _next[partition];
    }
}
