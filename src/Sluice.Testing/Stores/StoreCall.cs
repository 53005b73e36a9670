// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>Bounds one conversation with a store by its timeout, whatever the client library makes of a cancellation.</summary>
internal static class StoreCall
{
    public static async Task<T> RunAsync<T>(
        string store, TimeProvider time, TimeSpan timeout, Func<CancellationToken, Task<T>> call, Func<Exception, StoreException?> translate,
        CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            throw;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (translate(failure) is { } translated)
            {
                throw translated;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new StoreException(
                    FormattableString.Invariant($"{store} did not answer within {timeout.TotalSeconds:0.###} s: check that it runs and is not overloaded."),
                    isTransient: true, failure);
            }

            throw;
        }
    }
}
