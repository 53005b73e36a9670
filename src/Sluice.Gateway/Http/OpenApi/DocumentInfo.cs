// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>The document's head: the same wherever the server runs.</summary>
internal sealed class DocumentInfo : IOpenApiDocumentTransformer
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Metadata", "Brokers, topics, partitions and their offsets."),
        ("Topics", "Creating and deleting topics."),
        ("Producer", "Writing records."),
        ("Consumer", "Reading records by topic, partition and offset, without a session."),
        ("Health", "Whether the server runs and Kafka answers it."),
        ("Errors", "The catalogue of errors that `type` points into."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Sluice gateway",
            Version = "v1",
            Description = "Apache Kafka over REST: the `/v1` API of the Azure HDInsight Kafka REST proxy, "
                + "with problem details (RFC 9457) for every error. "
                + "`HEAD` works where `GET` does, and `OPTIONS` answers `Allow`.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }));
        foreach (var path in document.Paths.Values)
        {
            path.Operations?.Remove(HttpMethod.Head);
        }

        return Task.CompletedTask;
    }
}
