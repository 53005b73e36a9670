// SPDX-License-Identifier: Apache-2.0

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Security.Tls;

/// <summary>A certificate with its chain and its key, as the server shows it. Immutable.</summary>
internal sealed class ServerCertificate
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForAnything = "2.5.29.37.0";
    private const int SmallestRsaKey = 2048;
    private readonly KeyEntry _key;

    private ServerCertificate(KeyEntry key, SslStreamCertificateContext context)
    {
        _key = key;
        Context = context;
    }

    /// <summary>What a connection is made with: the certificate and what is sent along.</summary>
    public SslStreamCertificateContext Context { get; }

    public string Subject => _key.Certificates[0].Subject;

    public DateTimeOffset NotAfter => _key.Certificates[0].NotAfter;

    /// <summary>SHA-256 over the certificate.</summary>
    public string Fingerprint => _key.Certificates[0].Sha256Fingerprint;

    /// <exception cref="KafkaFailureException">The file holds no key that a server can use, or several.</exception>
    public static ServerCertificate Create(StoreFile file, TimeProvider time)
    {
        if (file.Entries.OfType<KeyEntry>().Count() > 1)
        {
            throw Fault(file, "it holds several keys: give a file with the server's alone.");
        }

        if (file.Entries.Any(entry => entry.FindProblems(time).Any(problem => problem.Kind == StoreProblemKind.KeyLocked)))
        {
            throw Fault(file, "the key is encrypted: say in Tls:Password where its password is, such as env:NAME or file:PATH.");
        }

        var key = file.SelectKey();
        var own = key.Certificates[0];
        if (!own.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) && !own.KeyAlgorithm.StartsWith("EC", StringComparison.Ordinal))
        {
            throw Fault(file, $"the server's key is {own.KeyAlgorithm}, which many clients do not take: make one of RSA or EC.");
        }

        if (own.KeyAlgorithm.StartsWith("RSA", StringComparison.Ordinal) && own.KeySize < SmallestRsaKey)
        {
            throw Fault(file, $"the server's key has {own.KeySize} bits, which clients refuse: make one of {SmallestRsaKey} or more.");
        }

        try
        {
            var certificate = Open(key);
            if (!IsForServers(certificate))
            {
                throw Fault(file, $"the certificate \"{own.Subject}\" is not for servers (extended key usage): give the server's.");
            }

            // Without the network: what is not in the file is not fetched from where a certificate says.
            return new ServerCertificate(key, SslStreamCertificateContext.Create(certificate, Issuers(key), offline: true));
        }
        catch (CryptographicException fault)
        {
            throw Fault(file, $"key and certificate cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>What is wrong with the times of the certificate and of its chain, or soon will be.</summary>
    public IEnumerable<StoreProblem> FindProblemsOfTime(TimeProvider time) => _key.FindProblems(time).Where(problem => problem.Kind
        is StoreProblemKind.Expired or StoreProblemKind.NotYetValid or StoreProblemKind.ExpiresSoon);

    /// <summary>Whether it is of use at the present time.</summary>
    public bool IsValid(TimeProvider time) => FindProblemsOfTime(time).All(problem => problem.Kind == StoreProblemKind.ExpiresSoon);

    private static X509Certificate2 Open(KeyEntry key)
    {
        var certificate = X509Certificate2.CreateFromPem(key.CertificateChainPem, key.PrivateKeyPem);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        // Windows does not speak TLS with a key that it has not stored.
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private static X509Certificate2Collection Issuers(KeyEntry key)
    {
        var issuers = new X509Certificate2Collection();
        issuers.ImportFromPem(string.Concat(key.Certificates.Skip(1).Select(certificate => certificate.Pem)));
        return issuers;
    }

    private static bool IsForServers(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .All(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value is ForServers or ForAnything));

    private static KafkaFailureException Fault(StoreFile file, string what, Exception? inner = null) =>
        new(FailureCode.InvalidConfiguration, $"{file.Name}: {what}", inner);
}
