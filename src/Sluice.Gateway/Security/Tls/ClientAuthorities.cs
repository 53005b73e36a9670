// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Gateway.Security.Tls;

/// <summary>Who issues the callers' certificates. Immutable.</summary>
internal sealed class ClientAuthorities
{
    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _others = [];
    private readonly StoreFile _file;

    private ClientAuthorities(StoreFile file) => _file = file;

    /// <exception cref="KafkaFailureException">The file holds no root.</exception>
    public static ClientAuthorities Create(StoreFile file)
    {
        var authorities = new ClientAuthorities(file);
        foreach (var certificate in file.Entries.SelectMany(entry => entry.Certificates).Distinct())
        {
            try
            {
                (certificate.IsSelfIssued ? authorities._roots : authorities._others).ImportFromPem(certificate.Pem);
            }
            catch (CryptographicException fault)
            {
                throw Fault(file, $"the certificate \"{certificate.Subject}\" cannot be used: {fault.Message}", fault);
            }
        }

        return authorities._roots.Count > 0
            ? authorities
            : throw Fault(file, "it holds no root authority: add the certificate that is signed by itself.");
    }

    /// <summary>
    /// How a chain is checked: up to one of the roots, those of the system not among them. Nothing is fetched, since where from would be
    /// the caller's to say; lists of revoked certificates are not asked.
    /// </summary>
    public X509ChainPolicy CreatePolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_others);
        return policy;
    }

    /// <summary>What is wrong with their times, or soon will be.</summary>
    public IEnumerable<StoreProblem> FindProblemsOfTime(TimeProvider time) =>
        _file.Entries.SelectMany(entry => entry.FindProblems(time)).Where(problem => problem.Kind
            is StoreProblemKind.Expired or StoreProblemKind.NotYetValid or StoreProblemKind.ExpiresSoon);

    private static KafkaFailureException Fault(StoreFile file, string what, Exception? inner = null) =>
        new(FailureCode.InvalidConfiguration, $"{file.Name}: {what}", inner);
}
