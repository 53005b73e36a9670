// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Testing.Stores.Elastic;
using Sluice.Testing.Stores.Embedded;
using Sluice.Testing.Stores.Mongo;

namespace Sluice.Testing.Stores;

/// <summary>Makes the store that a connection text names by its scheme. Nothing is connected yet.</summary>
internal static class StoreFactory
{
    private static readonly string[] CollectionSchemes = ["mongodb", "mongodb+srv", "sqlite"];
    private static readonly string[] IndexSchemes = ["http", "https", "sqlite"];

    public static IDocumentStore Open(StoreKind kind, string connectionText, StoreOptions? options = null)
    {
        options ??= new StoreOptions();
        var colon = connectionText.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : connectionText[..colon].Trim().ToLowerInvariant();
        var known = kind == StoreKind.Collection ? CollectionSchemes : IndexSchemes;
        return !known.Contains(scheme) ? throw Unknown(kind, scheme, known) : scheme switch
        {
            "sqlite" => new EmbeddedStore(connectionText.Trim(), options.Time),
            "http" or "https" => new ElasticsearchStore(connectionText.Trim(), options),
            _ => new MongoStore(connectionText.Trim(), options),
        };
    }

    // Only the scheme is shown: in a text without one, anything may be the password.
    private static StoreException Unknown(StoreKind kind, string scheme, string[] known)
    {
        var word = kind == StoreKind.Collection ? "a collection" : "an index";
        var forms = kind == StoreKind.Collection ? "mongodb://HOST/DATABASE, mongodb+srv://HOST/DATABASE or sqlite:PATH"
            : "http://HOST:PORT, https://HOST:PORT or sqlite:PATH";
        var isScheme = scheme.Length is > 0 and < 20 && scheme.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.');
        var nearest = isScheme ? Suggestion.For(scheme, known) : null;
        return new StoreException((isScheme ? $"Scheme \"{scheme}:\" is none of {word}'s connection." : $"The connection of {word} has no scheme.")
            + (nearest is null ? "" : $" Did you mean \"{nearest}:\"?") + $" Write {forms}.");
    }
}
