// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

/// <summary>A Kafka that the tests of one class share, started when the first of them asks for it.</summary>
public abstract class SecuredKafka : IAsyncDisposable
{
    private readonly Lazy<Task<KafkaProcess>> _kafka;
    private readonly Lazy<Task<ClientFiles>> _files;

    protected SecuredKafka(KafkaSecurityOptions security)
    {
        _kafka = new(() => KafkaProcess.StartAsync(new KafkaProcessOptions { AutoCreateTopics = true, Security = security }, CancellationToken.None));
        _files = new(async () => await (await GetAsync()).HandOutAsync(ClientCertificateKind.Valid, CancellationToken.None));
    }

    /// <summary>The running Kafka; skips the test if there is none to be had.</summary>
    public Task<KafkaProcess> GetAsync()
    {
        KafkaHome.Require();
        return _kafka.Value;
    }

    /// <summary>What it hands out to a client that it lets in, once: three runs of keytool.</summary>
    public Task<ClientFiles> GetFilesAsync() => _files.Value;

    public async ValueTask DisposeAsync()
    {
        if (_kafka.IsValueCreated && _kafka.Value.IsCompletedSuccessfully)
        {
            await (await _kafka.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
