// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Reads the providers' keys at the start: the first caller does not wait, and a provider that is not there shows in the log at once.</summary>
internal sealed class TokenWarmUp(TokenAuthentication authentication) : BackgroundService
{
    // A provider that does not answer holds up no stop.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => authentication.WarmUpAsync().WaitAsync(stoppingToken);
}
