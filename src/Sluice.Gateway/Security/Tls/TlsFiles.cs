// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sluice.Core.Connections.Secrets;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Reads the files that the settings name.</summary>
internal sealed class TlsFiles(IOptions<TlsOptions> options, TimeProvider time)
{
    private const string DirectorySetting = "Tls:Directory";
    private const string AuthoritiesSetting = "Tls:ClientCertificates:Authorities";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly (string Certificate, string Key)[] Pairs = [("tls.crt", "tls.key"), ("fullchain.pem", "privkey.pem")];
    private readonly TlsOptions _settings = options.Value;

    /// <summary>The files' bytes: while they stay the same, there is nothing new.</summary>
    /// <exception cref="KafkaFailureException">A file is not there or cannot be read; the text begins with the setting that names it.</exception>
    public async Task<TlsFileContent> ReadAsync(CancellationToken cancellationToken)
    {
        var (setting, certificate, key) = Find();
        var server = await ReadFileAsync(setting, certificate, cancellationToken);
        if (key is not null)
        {
            server = [.. server, (byte)'\n', .. await ReadFileAsync(setting == DirectorySetting ? setting : "Tls:Key", key, cancellationToken)];
        }

        var authorities = _settings.ClientCertificates.Mode == ClientCertificateMode.None
            ? []
            : await ReadFileAsync(AuthoritiesSetting, _settings.ClientCertificates.Authorities!, cancellationToken);
        return new TlsFileContent
        {
            Setting = setting,
            Name = key is null ? certificate : $"{certificate} with {Path.GetFileName(key)}",
            Server = server,
            Authorities = authorities,
            Hash = Convert.ToHexString(SHA256.HashData([.. SHA256.HashData(server), .. authorities])),
        };
    }

    /// <summary>What the bytes say.</summary>
    /// <exception cref="KafkaFailureException">
    /// It is no key with its certificate, not for a server, or no authority; the text begins with the setting that names the file.
    /// </exception>
    public async Task<TlsMaterial> OpenAsync(TlsFileContent content, CancellationToken cancellationToken)
    {
        var setting = "Tls:Password";
        try
        {
            var password = string.IsNullOrEmpty(_settings.Password)
                ? null
                : await SecretSource.Parse(_settings.Password).ReadAsync(Timeout, cancellationToken);
            setting = content.Setting;
            var certificate = ServerCertificate.Create(StoreFile.Parse(content.Server, content.Name, password), time);
            setting = AuthoritiesSetting;
            return new TlsMaterial
            {
                Hash = content.Hash,
                Certificate = certificate,
                Authorities = content.Authorities.Length == 0 && _settings.ClientCertificates.Mode == ClientCertificateMode.None
                    ? null
                    : ClientAuthorities.Create(StoreFile.Parse(content.Authorities, _settings.ClientCertificates.Authorities!)),
            };
        }
        catch (KafkaFailureException fault)
        {
            throw Fault($"{setting}: {fault.Failure.Detail}", fault);
        }
    }

    private static async Task<byte[]> ReadFileAsync(string setting, string path, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            // A pipe without a writer, or a file system that does not answer, blocks whoever opens it.
            return await Task.Run(() => File.ReadAllBytesAsync(path, deadline.Token), deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault($"{setting}: the file cannot be read: {fault.Message}", fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault($"{setting}: {path} could not be read within {Timeout.TotalSeconds:0} s: see what kind of file it is.", fault);
        }
    }

    private static KafkaFailureException Fault(string what, Exception? inner = null) => new(FailureCode.InvalidConfiguration, what, inner);

    private (string Setting, string Certificate, string? Key) Find()
    {
        if (_settings.Directory is not { Length: > 0 } directory)
        {
            return ("Tls:Certificate", _settings.Certificate!, string.IsNullOrEmpty(_settings.Key) ? null : _settings.Key);
        }

        var pair = Array.Find(Pairs, pair => File.Exists(Path.Combine(directory, pair.Certificate)));
        return pair.Certificate is not null
            ? (DirectorySetting, Path.Combine(directory, pair.Certificate), Path.Combine(directory, pair.Key))
            : throw Fault(
                $"{DirectorySetting}: {directory} holds neither tls.crt with tls.key nor fullchain.pem with privkey.pem: "
                + "put one of the pairs there.");
    }
}
