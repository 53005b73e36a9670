// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>
/// Whatever a file holds, reading it ends soon, in a store or in one sentence. A failure shows the seed that repeats it (CsCheck_Seed);
/// SLUICE_TEST_MUTATIONS says how many are tried.
/// </summary>
[Collection(StoreGroup.Name)]
public sealed class MutatedStoreTests(StoreFolder stores)
{
    private const int Default = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Those without a MAC, and the JKS read without a password, let mutations through to what lies deeper.
    private static readonly string[] Files =
        ["rsa.jks", "two.jks", "trust.jks", "rsa-plain.p12", "ec-plain.p12", "ed25519-plain.p12", "unchecked.p12", "old.p12",
         "all.pem", "encrypted.pem", "old.pem"];

    private static readonly Gen<Edit> Edits = Gen.Select(
        Gen.Enum<EditKind>(),
        Gen.Double[0, 1],
        Gen.Byte,
        Gen.Int[0, 64],
        (kind, where, value, count) => new Edit(kind, where, value, count));

    private enum EditKind
    {
        Set,
        Fill,
        Cut,
        Truncate,
        Repeat,
        Splice,
    }

    [Fact]
    public async Task Parse_ShouldEndInAStoreOrAFailure_HoweverTheFileIsMutated()
    {
        const string Unchecked = "pkcs12 -export -certfile chain.pem -nomac -iter 1 -passout pass:p";
        await stores.OpensslAsync($"{Unchecked} -certpbe AES-256-CBC -inkey rsa.key -in rsa.pem -out unchecked.p12");
        await stores.OpensslAsync($"{Unchecked} -legacy -certpbe PBE-SHA1-RC2-40 -inkey ec.key -in ec.pem -out old.p12");
        await stores.OpensslAsync("pkcs8 -topk8 -in ec.key -v2 aes-256-cbc -iter 1 -passout pass:p -out encrypted.key");
        await stores.OpensslAsync("rsa -traditional -in rsa.key -aes256 -passout pass:p -out old-rsa.key");
        await stores.OpensslAsync("ec -in ec.key -out old-ec.key");
        await stores.JoinAsync("encrypted.pem", "encrypted.key", "ec.pem");
        await stores.JoinAsync("old.pem", "old-rsa.key", "rsa.pem", "old-ec.key");
        await stores.JoinAsync("all.pem", "rsa.key", "rsa.pem", "chain.pem", "ed25519.key");
        var corpus = await Task.WhenAll(Files.Select(stores.BytesAsync));
        var outcomes = new int[2];

        Gen.Select(Gen.Int[0, corpus.Length - 1], Gen.Int[0, corpus.Length - 1], Edits.Array[1, 4]).Sample(
            (file, other, edits) =>
            {
                var content = edits.Aggregate(corpus[file], (bytes, edit) => edit.Apply(bytes, corpus[other]));
                Interlocked.Increment(ref outcomes[Read(content, Files[file]) ? 1 : 0]);
            },
            iter: Count);

        // Neither is everything refused, nor anything taken.
        outcomes.ShouldAllBe(outcome => outcome > 0);
    }

    private static int Count => Environment.GetEnvironmentVariable("SLUICE_TEST_MUTATIONS") is { Length: > 0 } count
        ? int.Parse(count, CultureInfo.InvariantCulture)
        : Default;

    private static bool Read(byte[] content, string name)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            // The password of the JKS is not given, so that its digest is not checked; it is of its keys.
            var store = name.EndsWith(".jks", StringComparison.Ordinal)
                ? StoreFile.Parse(content, name, storePassword: null, StoreFolder.KeyPassword)
                : StoreFile.Parse(content, name, "p");
            foreach (var entry in store.Entries)
            {
                entry.FindProblems(TimeProvider.System).ShouldAllBe(problem => problem.Detail.Length > 0);
                _ = entry.Certificates.Sum(certificate => certificate.KeySize ?? 0);
            }

            Require(() => store.TrustedCertificatesPem);
            foreach (var key in store.Entries.OfType<KeyEntry>())
            {
                Require(() => StoreWriter.WritePem([key]));
            }

            return true;
        }
        catch (KafkaFailureException failure)
        {
            failure.Failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
            failure.Message.ShouldStartWith(name + ": ");
            return false;
        }
        finally
        {
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Patience);
        }
    }

    private static void Require(Func<string> read)
    {
        try
        {
            read().ShouldStartWith("-----BEGIN ");
        }
        catch (KafkaFailureException failure)
        {
            failure.Failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        }
    }

    private sealed record Edit(EditKind Kind, double Where, byte Value, int Count)
    {
        public byte[] Apply(byte[] content, byte[] other)
        {
            var at = (int)(Where * content.Length);
            var end = Math.Min(content.Length, at + Count);
            return Kind switch
            {
                EditKind.Set when at < content.Length => [.. content[..at], Value, .. content[(at + 1)..]],
                EditKind.Fill => [.. content[..at], .. Enumerable.Repeat(Value, end - at), .. content[end..]],
                EditKind.Cut => [.. content[..at], .. content[end..]],
                EditKind.Truncate => content[..at],
                EditKind.Repeat => [.. content[..end], .. content[at..]],
                EditKind.Splice => [.. content[..at], .. other[(int)(Where * other.Length)..]],
                _ => content,
            };
        }
    }
}
