// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

/// <summary>A Kafka that the tests of one class share, started when the first of them asks for it.</summary>
public abstract class SecuredKafka(KafkaSecurityOptions security) : IAsyncDisposable
{
    private readonly Lazy<Task<KafkaProcess>> _kafka = new(
        () => KafkaProcess.StartAsync(new KafkaProcessOptions { AutoCreateTopics = true, Security = security }, CancellationToken.None));

    /// <summary>The running Kafka; skips the test if there is none to be had.</summary>
    public Task<KafkaProcess> GetAsync()
    {
        KafkaHome.Require();
        return _kafka.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka.IsValueCreated && _kafka.Value.IsCompletedSuccessfully)
        {
            await (await _kafka.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
