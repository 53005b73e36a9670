// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Testing.Clusters;

/// <summary>The certificates of one secured Kafka, and the files it hands out.</summary>
internal sealed class KafkaSecurity : IDisposable
{
    private static readonly TimeSpan ToolTimeout = TimeSpan.FromMinutes(2);
    private readonly KafkaSecurityOptions _options;
    private readonly DirectoryInfo _folder;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CertificateAuthority? _authority;
    private int _handedOut;

    public KafkaSecurity(KafkaSecurityOptions options, DirectoryInfo folder)
    {
        _options = options;
        _folder = folder;
        if (options.Tls)
        {
            _authority = new CertificateAuthority("test-authority", _time);
            using var broker = _authority.IssueForBrokers(options.BrokerNames);
            WriteSecret(BrokerPem, _authority.ToPem(broker));
            File.WriteAllText(AuthorityPem, _authority.Certificate.ExportCertificatePem());
        }
    }

    public string Protocol => _options.Protocol;

    public IEnumerable<(string Name, string Value)> BrokerProperties => SecurityProperties.OfBroker(_options, BrokerPem, AuthorityPem);

    private string BrokerPem => Path.Combine(_folder.FullName, "broker.pem");

    private string AuthorityPem => Path.Combine(_folder.FullName, "ca.pem");

    public async Task<ClientFiles> HandOutAsync(ClientCertificateKind kind, string servers, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _handedOut).ToString(CultureInfo.InvariantCulture);
        var folder = _folder.CreateSubdirectory("client" + number).FullName;
        var files = new ClientFiles(folder, _options.StorePassword, SecurityProperties.OfClient(_options, folder));
        WriteSecret(
            files.PropertiesFile,
            string.Concat(SecurityProperties.OfJavaClient(_options, files, servers).Select(property => $"{property.Name}={property.Value}\n")));
        if (_authority is not null)
        {
            using var foreign = kind == ClientCertificateKind.Foreign ? new CertificateAuthority("foreign-authority", _time) : null;
            await WriteStoresAsync(files, foreign ?? _authority, kind, cancellationToken).ConfigureAwait(false);
        }

        return files;
    }

    public void Dispose() => _authority?.Dispose();

    private async Task WriteStoresAsync(
        ClientFiles files, CertificateAuthority authority, ClientCertificateKind kind, CancellationToken cancellationToken)
    {
        using var certificate = Issue(authority, kind);
        WriteSecret(files.PemKeyStore, authority.ToPem(certificate));
        File.WriteAllBytes(files.Pkcs12KeyStore, authority.ToPkcs12(certificate, files.Password));
        File.WriteAllText(files.PemTrustStore, authority.Certificate.ExportCertificatePem());
        var keytool = new KeyTool(files.Folder, files.Password, ToolTimeout);
        await Task.WhenAll(
            keytool.ConvertAsync(files.Pkcs12KeyStore, files.JksKeyStore, "JKS", "client", cancellationToken),
            keytool.TrustAsync(files.PemTrustStore, files.JksTrustStore, "JKS", "ca", cancellationToken),
            keytool.TrustAsync(files.PemTrustStore, files.Pkcs12TrustStore, "PKCS12", "ca", cancellationToken)).ConfigureAwait(false);
    }

    private X509Certificate2 Issue(CertificateAuthority authority, ClientCertificateKind kind)
    {
        var now = _time.GetUtcNow();
        return kind switch
        {
            ClientCertificateKind.Expired => authority.IssueForClient(now.AddDays(-2), now.AddDays(-1)),
            ClientCertificateKind.NotYetValid => authority.IssueForClient(now.AddDays(1), now.AddDays(2)),
            _ => authority.IssueForClient(now.AddDays(-1), now.AddDays(10)),
        };
    }

    private static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
