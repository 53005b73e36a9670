// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Sluice.Core.Connections.Stores;

/// <summary>A key, or why there is none; one key that does not open leaves the rest of its store readable.</summary>
internal sealed class OpenedKey
{
    private OpenedKey(PrivateKey? key, StoreProblem? problem)
    {
        Key = key;
        Problem = problem;
    }

    public PrivateKey? Key { get; }

    public StoreProblem? Problem { get; }

    /// <summary>A key that stands unprotected in its store.</summary>
    public static OpenedKey Plain(string alias, Func<PrivateKey> read)
    {
        try
        {
            return new(read(), null);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return new(null, new(StoreProblemKind.KeyUnusable, $"the key \"{alias}\" is damaged: get the file anew."));
        }
        catch (NotSupportedException fault)
        {
            return new(null, new(StoreProblemKind.KeyUnusable, $"the key \"{alias}\" {fault.Message}"));
        }
    }

    /// <summary>Opens a protected key; <paramref name="decrypt"/> answers null if the password does not fit.</summary>
    public static OpenedKey Protected(
        StoreReading reading, string alias, Func<string, byte[]?> decrypt, Func<ReadOnlyMemory<byte>, PrivateKey> read)
    {
        if ((reading.KeyPassword ?? reading.StorePassword) is not { } password)
        {
            return new(
                null,
                new(
                    StoreProblemKind.KeyLocked,
                    $"the key \"{alias}\" is protected, and no password is given: give the store's, or the key's own."));
        }

        var wrong = new StoreProblem(
            StoreProblemKind.KeyUnusable,
            reading.KeyPassword is null && reading.IsPasswordProven
                ? $"the key \"{alias}\" has another password than its store: give the key's password too."
                : $"the password of the key \"{alias}\" is wrong: give the one the key was made with.");
        try
        {
            return decrypt(password) is { } key ? new(read(key), null) : new(null, wrong);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            // A wrong password can by chance give something that looks well padded.
            return new(null, wrong);
        }
        catch (NotSupportedException fault)
        {
            return new(null, new(StoreProblemKind.KeyUnusable, $"the key \"{alias}\" {fault.Message}"));
        }
    }
}
