// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sluice.Core;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Hosting;

/// <summary>What an operator should see at a glance, a line for each matter.</summary>
internal sealed class BannerText(
    KafkaCluster kafka,
    IServer server,
    IOptions<GatewayOptions> gateway,
    IOptions<TokenOptions> tokens,
    IOptions<TlsOptions> tls,
    TlsCertificates certificates,
    IConfiguration settings)
{
    private static readonly string[] IssuerKeys = ["TenantId", "Issuer", "Authority", "MetadataAddress"];

    public string Build()
    {
        var text = new StringBuilder();
        var all = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

        // The server lists them as they were opened.
        var count = ListenAddress.Split(gateway.Value.Url).Length;
        Add("address", $"{string.Join(", ", all.Take(count))}  (API reference: /docs)");
        Add("management", all.Count > count ? string.Join(", ", all.Skip(count)) : null);
        if (kafka.Embedded is { } embedded)
        {
            Add("cluster", string.Create(
                CultureInfo.InvariantCulture, $"embedded, {embedded.Options.Brokers} brokers at {embedded.BootstrapServers}"));
            Add("data", "in memory only, gone at the stop; the last 5 MiB of each partition are kept");
        }
        else
        {
            Add("cluster", kafka.Connection.BootstrapServers);
        }

        Add("TLS", certificates.IsLoaded
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{certificates.Current.Certificate.Subject}, valid until {certificates.Current.Certificate.NotAfter:yyyy-MM-dd HH:mm} UTC")
            : "off");
        Add("tokens", tokens.Value.IsOn ? $"needed{IssuersOf()}" : "off: no tokens are asked for");
        Add("client certs", tls.Value.ClientCertificates is { Mode: not ClientCertificateMode.None } clients
            ? string.Create(CultureInfo.InvariantCulture, $"{clients.Mode.ToString().ToLowerInvariant()}, {clients.Principals.Count} known")
            : "off: none are asked for");
        Add("groups", CountOf("Security:Groups:Allowed") is > 0 and var groups
            ? string.Create(CultureInfo.InvariantCulture, $"{groups} may come in")
            : "off: callers of every group may come in");
        Add("topic rules", CountOf("Security:Policies:Rules") is > 0 and var rules
            ? rules.ToString(CultureInfo.InvariantCulture)
            : "none: who comes in may do everything");
        if (AddressList.Read([], "", gateway.Value.Url, isNeeded: false).All(address => address.IsLoopback))
        {
            Add("reach", "this machine only (loopback)");
        }

        return text.ToString();

        void Add(string label, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  {label,-13} {value}");
            }
        }
    }

    private int CountOf(string section) => settings.GetSection(section).GetChildren().Count();

    private string IssuersOf()
    {
        var issuers = settings.GetSection(TokenOptions.SectionName).AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 }
                && IssuerKeys.Contains(setting.Key.Split(':')[^1], StringComparer.OrdinalIgnoreCase))
            .Select(setting => setting.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return issuers.Length == 0 ? "" : $", of {string.Join(", ", issuers)}";
    }
}
