// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Hosting.Shutdown;

/// <summary>Waits for what must come to be.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public static Task HoldsAsync(Func<bool> condition) => FindAsync(() => condition() ? "yes" : null);

    public static async Task<T> FindAsync<T>(Func<T?> find)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StoppableGateway.Patience);
        while (true)
        {
            if (find() is { } found)
            {
                return found;
            }

            await Task.Delay(Look, deadline.Token);
        }
    }
}
