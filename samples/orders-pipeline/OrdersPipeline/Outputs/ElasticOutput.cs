// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OrdersPipeline.Handlers;

namespace OrdersPipeline.Outputs;

/// <summary>Elasticsearch or OpenSearch over HTTP; a target is an index.</summary>
internal sealed class ElasticOutput : StoreOutput
{
    private readonly HttpClient _http;

    public ElasticOutput(Uri address)
    {
        _http = new HttpClient { BaseAddress = new Uri(WithoutLogin(address).TrimEnd('/') + "/") };
        if (address.UserInfo.Length > 0)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        }
    }

    public override void Dispose() => _http.Dispose();

    protected override Task PutAsync(string target, string id, JsonObject document, CancellationToken cancellationToken) => SendAsync(
        new HttpRequestMessage(HttpMethod.Put, PathOf(target, id))
        {
            Content = new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json"),
        },
        cancellationToken);

    protected override Task DeleteAsync(string target, string id, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, PathOf(target, id)), cancellationToken);

    private static string WithoutLogin(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string PathOf(string index, string id) => $"{index}/_doc/{Uri.EscapeDataString(id)}";

    private async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var isGone = request.Method == HttpMethod.Delete && answer.StatusCode == HttpStatusCode.NotFound;
            if (answer.StatusCode == HttpStatusCode.BadRequest)
            {
                throw new InvalidRecordException($"Elasticsearch refuses it: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            if (!isGone)
            {
                answer.EnsureSuccessStatusCode();
            }
        }
        catch (HttpRequestException trouble)
        {
            throw new OutputUnavailableException($"Elasticsearch: {trouble.Message}", trouble);
        }
    }
}
