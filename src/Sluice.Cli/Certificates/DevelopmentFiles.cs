// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Sluice.Cli.Certificates;

/// <summary>What <c>certs dev</c> writes into its directory, and what to do with it.</summary>
/// <param name="folder">The directory.</param>
/// <param name="client">The name of a caller that gets a certificate too; null for none.</param>
internal sealed class DevelopmentFiles(string folder, string? client)
{
    private const string Authority = "ca.crt";
    private const string Configuration = "gateway.json";
    private static readonly (string Certificate, string Key) Server = ("tls.crt", "tls.key");
    private static readonly (string Certificate, string Key) Client = ("client.crt", "client.key");

    public IReadOnlyList<string> Names =>
        [Authority, Server.Certificate, Server.Key, .. client is null ? (string[])[] : [Client.Certificate, Client.Key, Configuration]];

    /// <summary>The commands to go on with.</summary>
    public string Instructions
    {
        get
        {
            var serve = client is null ? $"--tls-directory {Quoted(folder)}" : $"--config {Quoted(PathOf(Configuration))}";
            var show = client is null ? "" : $" --cert {Quoted(PathOf(Client.Certificate))} --key {Quoted(PathOf(Client.Key))}";
            return $"""
                Written to {folder}: {string.Join(", ", Names)}

                # serve with it
                sluice serve {serve}

                # call it
                curl --cacert {Quoted(PathOf(Authority))}{show} https://localhost:9400/v1/metadata/topics

                It is for trying out. The authority's own key is thrown away, so that nobody can sign anything else with it.

                """;
        }
    }

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Makes all of it anew; the directory too, if it is not there.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Create(IEnumerable<string> hosts, TimeProvider time)
    {
        using var authority = new DevelopmentAuthority(time);
        var files = new List<(string Path, byte[] Content)> { (PathOf(Authority), Text(authority.CertificatePem)) };
        using (var server = authority.IssueForServer(hosts))
        {
            Add(Server, server);
        }

        if (client is not null)
        {
            using var certificate = authority.IssueForClient(client);
            Add(Client, certificate);
            files.Add((PathOf(Configuration), CreateConfiguration(certificate.Subject, client)));
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return files;

        void Add((string Certificate, string Key) names, X509Certificate2 certificate)
        {
            files.Add((PathOf(names.Key), Text(certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n")));
            files.Add((PathOf(names.Certificate), Text(certificate.ExportCertificatePem() + "\n" + authority.CertificatePem)));
        }
    }

    private static byte[] Text(string pem) => Encoding.ASCII.GetBytes(pem);

    // Full paths: the server may be started anywhere.
    private byte[] CreateConfiguration(string subject, string name)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("Tls");
            json.WriteString("Directory", Path.GetFullPath(folder));
            json.WriteStartObject("ClientCertificates");
            json.WriteString("Mode", "required");
            json.WriteString("Authorities", Path.GetFullPath(PathOf(Authority)));
            json.WriteStartArray("Principals");
            json.WriteStartObject();
            json.WriteString("Subject", subject);
            json.WriteString("Name", name);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        content.WriteByte((byte)'\n');
        return content.ToArray();
    }

    private static string Quoted(string path) =>
        path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '\\' or ':')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
