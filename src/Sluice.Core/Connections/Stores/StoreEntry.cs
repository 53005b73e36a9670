// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Connections.Stores;

/// <summary>A key with its certificates, or a trusted certificate. Immutable.</summary>
public abstract class StoreEntry
{
    private protected StoreEntry(string alias, IReadOnlyList<StoreCertificate> certificates)
    {
        Alias = PrintableText.Of(alias);
        Certificates = certificates;
    }

    /// <summary>How long before its end a certificate is reported by <see cref="FindProblems"/>: 30 days.</summary>
    public static TimeSpan ExpiryWarning { get; } = TimeSpan.FromDays(30);

    /// <summary>The entry's name within the store; where the file has none, its number from 1 on.</summary>
    public string Alias { get; }

    /// <summary>Of a key the chain, its own certificate first; of a trusted certificate itself alone.</summary>
    public IReadOnlyList<StoreCertificate> Certificates { get; }

    /// <summary>Everything that is wrong, or soon will be, at the present time of <paramref name="time"/>.</summary>
    public IReadOnlyList<StoreProblem> FindProblems(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        return
        [
            .. FindProblemsOfKey(),
            .. Certificates.Select(certificate => FindProblemOfTime(certificate, now)).OfType<StoreProblem>(),
        ];
    }

    /// <summary>The alias alone.</summary>
    public override string ToString() => Alias;

    private protected virtual IEnumerable<StoreProblem> FindProblemsOfKey() => [];

    private static StoreProblem? FindProblemOfTime(StoreCertificate certificate, DateTimeOffset now)
    {
        var name = $"The certificate \"{certificate.Subject}\"";
        if (now > certificate.NotAfter)
        {
            return new(StoreProblemKind.Expired, $"{name} expired on {Day(certificate.NotAfter)}: ask its issuer for a new one.");
        }

        if (now < certificate.NotBefore)
        {
            return new(
                StoreProblemKind.NotYetValid,
                $"{name} is valid from {Day(certificate.NotBefore)} on: check this machine's clock, or wait until then.");
        }

        var left = certificate.NotAfter - now;
        return left > ExpiryWarning
            ? null
            : new(
                StoreProblemKind.ExpiresSoon,
                $"{name} expires on {Day(certificate.NotAfter)}, in {(int)left.TotalDays} days: ask its issuer for a new one.");
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
