// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Soak.Gateways;

namespace Sluice.Soak.Load;

/// <summary>Writers that each send requests one after the other, with keys of their own, and never repeat a record.</summary>
/// <param name="send">Sends the body that a writer, told by its number, writes.</param>
/// <param name="writers">The writers' numbers, which are in their keys.</param>
/// <param name="recordsPerRequest">Records in each request.</param>
internal sealed class RecordWriters(Func<int, string, CancellationToken, Task<Answer>> send, Range writers, int recordsPerRequest)
{
    private const int KeysPerWriter = 5;
    private readonly Lock _lock = new();
    private readonly List<SentRecord> _sent = [];
    private readonly List<Answer> _answers = [];

    public RecordWriters(GatewayHttp gateway, string topic, int writers, int recordsPerRequest, TimeSpan pause = default)
        : this((_, body, token) => SendAsync(gateway, topic, body, pause, token), ..writers, recordsPerRequest)
    {
    }

    /// <summary>How many records have their answer.</summary>
    public int Answered
    {
        get
        {
            lock (_lock)
            {
                return _sent.Count;
            }
        }
    }

    public IReadOnlyList<SentRecord> Sent => _sent;

    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>Writes until <paramref name="goOn"/>, which is told how many records that writer has sent, says no.</summary>
    public Task RunAsync(Func<int, bool> goOn, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(writers.Start.Value, writers.End.Value - writers.Start.Value).Select(writer => WriteAsync(writer, goOn, cancellationToken)));

    private static async Task<Answer> SendAsync(GatewayHttp gateway, string topic, string body, TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, cancellationToken);
        return await gateway.WriteAsync(topic, body, cancellationToken);
    }

    private async Task WriteAsync(int writer, Func<int, bool> goOn, CancellationToken cancellationToken)
    {
        for (var next = 0; goOn(next); next += recordsPerRequest)
        {
            var records = Enumerable.Range(next, recordsPerRequest).Select(number => (Key: $"w{writer}k{number % KeysPerWriter}", Number: number)).ToArray();
            var body = string.Join(',', records.Select(r => $$"""{"key":"{{r.Key}}","value":"{{SentRecord.ValueOf(r.Key, r.Number)}}"}"""));
            var answer = await send(writer, $$"""{"records":[{{body}}]}""", cancellationToken);
            var outcomes = Outcomes(answer);
            lock (_lock)
            {
                _answers.Add(answer with { Body = answer.IsOk ? "" : answer.Body });
                for (var i = 0; i < records.Length; i++)
                {
                    var (outcome, partition, offset) = outcomes is null ? (Outcome.Unknown, -1, -1L) : outcomes[i];
                    _sent.Add(new SentRecord(records[i].Key, records[i].Number, outcome, partition, offset));
                }
            }
        }
    }

    private (Outcome Outcome, int Partition, long Offset)[]? Outcomes(Answer answer) =>
        answer.IsStopping || !answer.WasSent ? [.. Enumerable.Repeat((Outcome.NotWritten, -1, -1L), recordsPerRequest)]
        : answer.Status is 200 or 503 or 504 && answer.Json.TryGetProperty("offsets", out var offsets)
            ? [.. offsets.EnumerateArray().Select(OutcomeOf)]
            : null;

    private static (Outcome Outcome, int Partition, long Offset) OutcomeOf(JsonElement entry) =>
        !entry.TryGetProperty("error", out var error) ? (Outcome.Acknowledged, entry.GetProperty("partition").GetInt32(), entry.GetProperty("offset").GetInt64())
        : error.GetProperty("outcome").GetString() == "not-written" ? (Outcome.NotWritten, -1, -1)
        : (Outcome.Unknown, -1, -1);
}
