// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Pipelines;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Endpoints;

/// <summary>A collection or an index.</summary>
/// <param name="definition">What the pipeline file says.</param>
/// <param name="store">The store, which belongs to the pipeline.</param>
internal sealed class StoreEndpoint(EndpointDefinition definition, IDocumentStore store) : IEndpoint
{
    public EndpointDefinition Definition => definition;

    public IDocumentStore Store => store;

    // Where documents carry the case's id, none of them can be older than the case: the id is new.
    public async Task<IEndpointView> BeginAsync(CaseContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var bookmark = definition.Id is null
            ? await store.BookmarkAsync(definition.Target, timeout, cancellationToken).ConfigureAwait(false) : null;
        return new StoreView(this, bookmark, context);
    }

    public async Task<string> SendAsync(CaseContext context, Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (outgoing.Bytes is not null)
        {
            throw new StoreException($"A store holds documents: nothing but JSON can be sent to \"{definition.Name}\".");
        }

        var id = outgoing.Key ?? context.Id;
        await store.WriteAsync(definition.Target, id, outgoing.Value, timeout, cancellationToken).ConfigureAwait(false);
        return $"{definition.Name}/{id}";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
