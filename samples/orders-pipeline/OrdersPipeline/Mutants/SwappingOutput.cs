// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Outputs;

namespace OrdersPipeline.Mutants;

/// <summary>Writes a record behind the next one of its key, if that comes soon.</summary>
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class SwappingOutput(IOutput inner) : IOutput
#pragma warning restore CA1001
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _turn = new(1);
    private (InputRecord Source, IReadOnlyList<Output> Outputs)? _held;

    public async Task WriteAsync(InputRecord source, IReadOnlyList<Output> outputs, CancellationToken cancellationToken)
    {
        if (outputs.Count > 1)
        {
            await inner.WriteAsync(source, [.. outputs.Reverse()], cancellationToken);
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var swaps = _held is { } held && outputs.Count > 0 && outputs[0].Key.AsSpan().SequenceEqual(held.Outputs[0].Key);
            if (swaps || outputs.Count == 0)
            {
                await inner.WriteAsync(source, outputs, cancellationToken);
            }

            if (outputs.Count > 0)
            {
                await ReleaseAsync(cancellationToken);
                _held = swaps ? null : (source, outputs);
                _ = swaps ? Task.CompletedTask : ReleaseLaterAsync(source);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReleaseLaterAsync(InputRecord source)
    {
        await Task.Delay(Soon);
        await _turn.WaitAsync();
        if (_held is { } held && held.Source == source)
        {
            await ReleaseAsync(CancellationToken.None);
        }

        _turn.Release();
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            _held = null;
            await inner.WriteAsync(held.Source, held.Outputs, cancellationToken);
        }
    }
}
