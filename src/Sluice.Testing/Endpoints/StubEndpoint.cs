// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Http;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Endpoints;

/// <summary>An address where the kit answers in a dependency's place; what a case expects there are the requests that carry its id.</summary>
internal sealed class StubEndpoint(EndpointDefinition definition, StubServer server) : IEndpoint
{
    public EndpointDefinition Definition => definition;

    public Task<IEndpointView> BeginAsync(CaseContext context, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var view = new HttpView(definition.Name, context);
        view.Subscription = server.Requests.Subscribe(
            request =>
            {
                if (definition.Id is null || request.CaseId == context.Id)
                {
                    view.Add(request.Candidate, request.Problem is null ? $"answered by {request.AnsweredBy}" : "no stub answered");
                }
            },
            server.Requests.Count);
        return Task.FromResult<IEndpointView>(view);
    }

    public Task<string> SendAsync(CaseContext context, Outgoing outgoing, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new HttpEndpointException($"Nothing can be sent to \"{definition.Name}\": the kit answers there itself.");

    /// <summary>Answers by that rule until the result is disposed.</summary>
    public IDisposable Answer(StubRule rule) => server.Answer(rule);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
