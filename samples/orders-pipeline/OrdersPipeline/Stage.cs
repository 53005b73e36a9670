// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Handlers;
using OrdersPipeline.Mutants;
using OrdersPipeline.Outputs;

namespace OrdersPipeline;

/// <summary>One service of the chain, put together.</summary>
internal sealed record Stage(string Group, string Topic, IHandler Handler, Func<StoreOutput>? OpenStore = null)
{
    public async Task RunAsync(Settings settings, CancellationToken stopping)
    {
        using var kafka = new KafkaOutput(settings.Kafka);
        using var store = OpenStore?.Invoke();
        using var group = new GroupInput(settings, Group, Topic);
        var (input, output) = MutantNames.Apply(settings.Mutant, group, (IOutput?)store ?? kafka);
        await new Service(input, Handler, output, new DeadLetters(kafka)).RunAsync(stopping);
    }
}
