// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Outputs;

/// <summary>Writes documents by their ids, so that a record read twice leaves what it left the first time.</summary>
internal abstract class StoreOutput : IOutput, IDisposable
{
    /// <summary>The store at that address, whose scheme says what it is.</summary>
    public static StoreOutput Open(string address) => address.Split(':')[0] switch
    {
        "mongodb" or "mongodb+srv" => new MongoOutput(address),
        "http" or "https" => new ElasticOutput(new Uri(address)),
        "sqlite" => new EmbeddedOutput(address["sqlite:".Length..]),
        var scheme => throw new SettingException($"No store has addresses with \"{scheme}:\": use mongodb:, http:, https: or sqlite:."),
    };

    public async Task WriteAsync(InputRecord source, IReadOnlyList<Output> outputs, CancellationToken cancellationToken)
    {
        foreach (var output in outputs)
        {
            var id = Encoding.UTF8.GetString(output.Key);
            await (output.Value is { } document
                ? PutAsync(output.Target, id, document, cancellationToken)
                : DeleteAsync(output.Target, id, cancellationToken));
        }
    }

    public abstract void Dispose();

    protected abstract Task PutAsync(string target, string id, JsonObject document, CancellationToken cancellationToken);

    protected abstract Task DeleteAsync(string target, string id, CancellationToken cancellationToken);
}
