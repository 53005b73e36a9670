// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Testing.Http;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Endpoints;

/// <summary>An address that requests are sent to; what a case expects there are the answers to its own.</summary>
internal sealed class HttpEndpoint(EndpointDefinition definition, HttpSender sender) : IEndpoint
{
    private readonly ConcurrentDictionary<CaseContext, HttpView> _views = new(ReferenceEqualityComparer.Instance);

    public EndpointDefinition Definition => definition;

    public Task<IEndpointView> BeginAsync(CaseContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var view = new HttpView(definition.Name, context);
        _views[context] = view;
        view.Subscription = new Ending(() => _views.TryRemove(context, out _));
        return Task.FromResult<IEndpointView>(view);
    }

    public async Task<string> SendAsync(CaseContext context, Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(outgoing, timeout, cancellationToken).ConfigureAwait(false);
        _views[context].Add(answer, "answer");
        return answer.Place;
    }

    public ValueTask DisposeAsync()
    {
        sender.Dispose();
        return ValueTask.CompletedTask;
    }
}
