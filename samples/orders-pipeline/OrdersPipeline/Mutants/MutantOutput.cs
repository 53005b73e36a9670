// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json.Nodes;
using OrdersPipeline.Outputs;

namespace OrdersPipeline.Mutants;

/// <summary>Does one thing wrong on the way to the real output.</summary>
internal sealed class MutantOutput(Mutant mutant, IInput input, IOutput inner) : IOutput
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(15);
    private int _records;

    public async Task WriteAsync(InputRecord source, IReadOnlyList<Output> outputs, CancellationToken cancellationToken)
    {
        switch (mutant)
        {
            case Mutant.DropTenth when ++_records % 10 == 0:
                return;
            case Mutant.SendTwice:
                await inner.WriteAsync(source, outputs, cancellationToken);
                break;
            case Mutant.CommitFirst:
                input.Commit(source);
                Process.GetCurrentProcess().Kill();
                break;
            case Mutant.SlowStore:
                await Task.Delay(Delay, cancellationToken);
                break;
        }

        await inner.WriteAsync(source, [.. outputs.Select(output => Spoil(source, output))], cancellationToken);
    }

    private Output Spoil(InputRecord source, Output output) => mutant switch
    {
        Mutant.ChangeField => output with { Value = Change(output.Value) },
        Mutant.LoseHeader => output with { Headers = output.Headers.Where(header => header.Key != "source").ToDictionary() },
        // The key's own partition is that of the input.
        Mutant.WrongPartition => output with { Partition = source.Partition.Value == 0 ? 1 : 0 },
        _ => output,
    };

    private static JsonObject? Change(JsonObject? value)
    {
        if (value?["customer"] is JsonObject customer)
        {
            customer["segment"] = "unknown";
        }
        else if (value is not null)
        {
            value["total"] = 0;
        }

        return value;
    }
}
