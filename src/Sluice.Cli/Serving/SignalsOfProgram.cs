// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;

namespace Sluice.Cli.Serving;

/// <summary>Leaves signals to the program: the host's own lifetime would swallow the second one, which is to end the process at once.</summary>
internal sealed class SignalsOfProgram : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
