// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Each mutant does its wrong, and can be seen doing it.</summary>
public abstract class MutantTests : IAsyncLifetime
{
    protected SampleStage Stage { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static JsonNode Json(ConsumeResult<string, byte[]?> record) => JsonNode.Parse(record.Message.Value)!;
}
