// SPDX-License-Identifier: Apache-2.0

using MongoDB.Driver;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>Reads a connection string; none of its errors repeats it.</summary>
internal static class MongoConnection
{
    private static readonly TimeSpan Selection = TimeSpan.FromSeconds(2);

    public static (MongoClientSettings Settings, MongoUrl Url) Read(string text, StoreOptions options)
    {
        MongoUrl url;
        MongoClientSettings settings;
        try
        {
            url = new MongoUrl(text);
            settings = MongoClientSettings.FromUrl(url);
        }
        catch (Exception wrong) when (wrong is MongoException or FormatException or ArgumentException)
        {
            // The driver's own words may quote the text, and with it the password: they are not passed on.
            throw new StoreException(
                "The MongoDB connection cannot be read: write mongodb://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS, with @ : / ? # % in user and password "
                + "percent-encoded.");
        }

        if (!text.Contains("serverSelectionTimeout", StringComparison.OrdinalIgnoreCase))
        {
            settings.ServerSelectionTimeout = Selection;
        }

        if (options.CaFile is { } file)
        {
            var trust = TrustedAuthorities.Load(file);
            settings.SslSettings = new SslSettings
            {
                CheckCertificateRevocation = false,
                ServerCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
            };
        }

        return (settings, url);
    }
}
