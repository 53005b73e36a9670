// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Logs in to one server as every client does, and lets the first refusal be the answer.</summary>
internal static class LoginCheck
{
    public static async Task<Finding> RunAsync(
        KafkaConnectionOptions connection, ServerAddress server, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new KafkaConnectionOptions { BootstrapServers = server.ToString(), Login = connection.Login };
        foreach (var (name, value) in connection.Properties)
        {
            options.Properties[name] = value;
        }

        var errors = new ClientErrors(NullLogger.Instance, time);
        var client = new KafkaClientFactory(KafkaConnection.Create(options), errors).CreateAdmin();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probe = ClusterProbe.IsEmbeddedAsync(client, errors, timeout, over.Token);
        if (await Task.WhenAny(probe, errors.Refused).ConfigureAwait(false) != probe)
        {
            // The client would go on trying until the end of the time.
            await over.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            await probe.ConfigureAwait(false);
            await Task.Factory.StartNew(client.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .ConfigureAwait(false);
            return Finding.Passed("the broker lets us in");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed((await errors.Refused.ConfigureAwait(false)).Detail);
        }
        catch (KafkaFailureException e)
        {
            return Finding.Failed(e);
        }
    }
}
