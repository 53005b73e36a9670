// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Reflection;
using System.Text;
using Sluice.Core.Connections.Stores;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Stores;

/// <summary>What is wrong with a store is said in one sentence, with what to do.</summary>
[Collection(StoreGroup.Name)]
public sealed class StoreFaultTests(StoreFolder stores)
{
    private const int LargestFile = 8 * 1024 * 1024;

    [Theory]
    [InlineData("rsa.jks")]
    [InlineData("rsa.p12")]
    [InlineData("rsa-legacy.p12")]
    [InlineData("rsa-java.p12")]
    public async Task Store_ShouldSayThatItsPasswordIsWrong(string store)
    {
        var failure = await FailAsync(() => stores.ReadAsync(store, "hunter2"));

        failure.ShouldContain("the store's password is wrong, or the file was changed: give the password the store was made with");
        failure.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Pkcs12_ShouldSayThatItsPasswordIsWrong_WhenNothingProvesIt()
    {
        await stores.OpensslAsync("pkcs12 -export -inkey rsa.key -in rsa.pem -nomac -certpbe AES-256-CBC "
            + $"-passout pass:{StoreFolder.Password} -out no-mac.p12");

        (await FailAsync(() => stores.ReadAsync("no-mac.p12", "hunter2"))).ShouldContain("the store's password is wrong");
        (await FailAsync(() => stores.ReadAsync("no-mac.p12", null))).ShouldContain("the store needs a password, and none is given");
    }

    [Fact]
    public async Task Pkcs12_ShouldSayThatItNeedsAPassword()
    {
        (await FailAsync(() => stores.ReadAsync("rsa.p12", null))).ShouldContain("the store needs a password, and none is given");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-legacy")]
    public async Task Pkcs12_ShouldBeRead_WhenItsPasswordIsEmpty(string option)
    {
        await stores.OpensslAsync($"pkcs12 -export {option} -inkey rsa.key -in rsa.pem -passout pass: -out empty-password.p12");

        (await stores.ReadAsync("empty-password.p12", null)).SelectKey().Certificates.Count.ShouldBe(1);
        (await stores.ReadAsync("empty-password.p12", "")).SelectKey().Certificates.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Key_ShouldSayWhatIsWrongWithItsPassword_ApartFromTheStores()
    {
        (await FailAsync(async () => (await stores.ReadAsync("rsa.jks")).SelectKey()))
            .ShouldEndWith("the key \"rsa-key\" has another password than its store: give the key's password too.");
        (await FailAsync(async () => (await stores.ReadAsync("rsa.jks", keyPassword: "hunter2")).SelectKey()))
            .ShouldEndWith("the password of the key \"rsa-key\" is wrong: give the one the key was made with.");
        (await FailAsync(async () => (await stores.ReadAsync("rsa.jks", null)).SelectKey()))
            .ShouldEndWith("the key \"rsa-key\" is protected, and no password is given: give the store's, or the key's own.");
        (await stores.ReadAsync("rsa.jks")).Entries[0].FindProblems(TimeProvider.System).ShouldHaveSingleItem().Kind
            .ShouldBe(StoreProblemKind.KeyUnusable);
    }

    [Fact]
    public async Task SelectKey_ShouldListTheAliases_WhenNoneOrAWrongOneIsNamed()
    {
        var store = await stores.ReadAsync("two.jks");

        Fail(() => store.SelectKey()).ShouldEndWith("it holds several keys: name one of the aliases \"first\", \"second\".");
        Fail(() => store.SelectKey("third")).ShouldEndWith("it holds no key with the alias \"third\": name one of \"first\", \"second\".");
        Fail(() => store.SelectKey("second")).ShouldContain("has another password");
    }

    [Theory]
    [InlineData("trust.jks")]
    [InlineData("trust.p12")]
    [InlineData("root.pem")]
    public async Task SelectKey_ShouldSayThatThereIsNone(string store)
    {
        (await FailAsync(async () => (await stores.ReadAsync(store)).SelectKey()))
            .ShouldContain("it holds no key, only trusted certificates: give the key store");
    }

    [Fact]
    public async Task TrustedCertificates_ShouldSayThatThereAreNone()
    {
        var store = Parse(await stores.TextAsync("rsa.key") + await stores.TextAsync("rsa.pem"));

        Fail(() => _ = store.TrustedCertificatesPem).ShouldContain("it holds no certificate to trust");
    }

    [Theory]
    [InlineData("rsa.jks")]
    [InlineData("rsa.p12")]
    [InlineData("trust.jks")]
    public async Task Store_ShouldSayThatItIsTruncated_WhereverItEnds(string store)
    {
        var content = await stores.BytesAsync(store);

        foreach (var length in (int[])[8, 100, content.Length / 2, content.Length - 1])
        {
            Fail(() => StoreFile.Parse(content.AsMemory(0, length), store, StoreFolder.Password))
                .ShouldContain("the key store is truncated or damaged (");
        }
    }

    [Fact]
    public async Task Pem_ShouldSayInWhichLineABlockHasNoEnd()
    {
        var text = await stores.TextAsync("root.pem") + (await stores.TextAsync("rsa.pem"))[..200];
        var line = (await stores.TextAsync("root.pem")).Count(letter => letter == '\n') + 1;

        Fail(() => Parse(text)).ShouldContain($"the block that begins in line {line} has no END line of its own");
    }

    [Fact]
    public async Task Key_ShouldSayThatItDoesNotMatchItsCertificate()
    {
        var store = Parse(await stores.TextAsync("rsa.key") + await stores.TextAsync("ec.pem"));

        Fail(() => store.SelectKey()).ShouldEndWith(
            "the key \"1\" does not match its certificate \"CN=ec, O=Example\": "
            + "put the key together with the certificate that was issued for it.");
        store.Entries.OfType<KeyEntry>().Single().FindProblems(TimeProvider.System)
            .ShouldContain(problem => problem.Kind == StoreProblemKind.KeyMismatch);
    }

    [Theory]
    [InlineData(
        "ecparam -name prime256v1 -genkey -noout -param_enc explicit",
        "is of a curve without a known name: make one on a named curve such as P-256.")]
    [InlineData("genpkey -algorithm x25519", "is of the kind 1.3.101.110, which Kafka clients do not use: take an RSA, EC or Ed25519 key.")]
    public async Task Key_ShouldSayThatItsKindIsNotSupported(string command, string expected)
    {
        await stores.OpensslAsync($"{command} -out odd.key");
        await stores.OpensslAsync("pkcs8 -topk8 -nocrypt -in odd.key -out odd-pkcs8.key");
        await stores.JoinAsync("odd.pem", "odd-pkcs8.key", "rsa.pem");

        (await FailAsync(async () => (await stores.ReadAsync("odd.pem")).SelectKey())).ShouldEndWith($"the key \"1\" {expected}");
    }

    [Fact]
    public async Task Key_ShouldSayThatItHasNoCertificate()
    {
        var store = Parse(await stores.TextAsync("rsa.key"));

        Fail(() => store.SelectKey()).ShouldContain("has no certificate: add the certificate that was issued for it");
    }

    [Fact]
    public async Task Jceks_ShouldNameTheLineThatConvertsIt_AndItDoes()
    {
        var failure = await FailAsync(() => stores.ReadAsync("rsa.jceks"));

        var command = failure.Split('"')[1];
        command.ShouldBe("keytool -importkeystore -srckeystore rsa.jceks -srcstoretype JCEKS -destkeystore rsa.p12 -deststoretype PKCS12");
        await stores.KeytoolAsync(command["keytool".Length..].Replace("rsa.p12", "converted.p12", StringComparison.Ordinal)
            + $" -noprompt -srcstorepass {StoreFolder.Password} -deststorepass {StoreFolder.Password}");
        (await stores.ReadAsync("converted.p12")).SelectKey().Certificates.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello", "it is not a key store: expected JKS, PKCS#12 or PEM.")]
    [InlineData("\0\0\0\u0002\0\0\0\u0014bks", "it is not a key store: expected JKS, PKCS#12 or PEM.")]
    [InlineData("/u3+7QAAAAIAAAAB", "it is a key store in base64")]
    [InlineData("MIIKXwIBAzCCChUG", "it is a key store in base64")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "the key store is empty")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", "the key store is truncated or damaged (a block")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "the key store is truncated or damaged (what should")]
    [InlineData("-----BEGIN \u001b[31mPRIVATE KEY-----\n-----END \u001b[31mPRIVATE KEY-----\n", "?[31mPRIVATE KEY is no key for TLS")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "OPENSSH PRIVATE KEY is no key for TLS")]
    public void Parse_ShouldSayWhatTheFileIs(string content, string expected) =>
        Fail(() => StoreFile.Parse(Encoding.Latin1.GetBytes(content), "a.store")).ShouldStartWith("a.store: " + expected);

    [Fact]
    public async Task Parse_ShouldSayThatItIsABareCertificate()
    {
        await stores.OpensslAsync("x509 -in rsa.pem -outform der -out rsa.der");

        (await FailAsync(() => stores.ReadAsync("rsa.der"))).ShouldContain("it is DER, but not a PKCS#12");
    }

    [Fact]
    public void Jks_ShouldSayThatItIsEmpty()
    {
        byte[] content = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 0, 0, 0, 0, .. new byte[20]];

        Fail(() => StoreFile.Parse(content, "empty.jks")).ShouldStartWith("empty.jks: the key store is empty");
    }

    [Theory]
    [InlineData("nowhere.jks")]
    [InlineData(".")]
    public async Task ReadAsync_ShouldSayThatTheFileCannotBeRead(string file)
    {
        (await FailAsync(() => stores.ReadAsync(file))).ShouldContain("the key store cannot be read: ");
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    public async Task Pkcs12_ShouldBeRefused_WhenItAsksForTooMuchWork(int rounds)
    {
        var content = await stores.BytesAsync("rsa.p12");
        var usual = EncodeInteger(2048);
        var at = content.AsSpan().LastIndexOf(usual);
        var lie = EncodeInteger(rounds);
        byte[] outer = [.. content[..at], .. lie, .. content[(at + usual.Length)..]];
        BinaryPrimitives.WriteUInt16BigEndian(outer.AsSpan(2), (ushort)(outer.Length - 4));
        FixMac(outer, lie.Length - usual.Length, content.Length, at);
        var start = Stopwatch.GetTimestamp();

        var failure = Fail(() => StoreFile.Parse(outer, "hostile.p12", StoreFolder.Password));

        failure.ShouldContain("rounds of password hashing");
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("3080")]
    [InlineData("308002010330800609" + "2A864886F70D010701" + "A080")]
    public void Parse_ShouldEndSoon_WhenTheFileIsNestedWithoutEnd(string beginning)
    {
        var content = new byte[LargestFile];
        for (var i = 0; i < content.Length; i += 2)
        {
            (content[i], content[i + 1]) = (0x24, 0x80);
        }

        Convert.FromHexString(beginning).CopyTo(content, 0);
        var start = Stopwatch.GetTimestamp();

        Fail(() => StoreFile.Parse(content, "deep.p12", "p"));

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Texts_ShouldNotHoldTheKey()
    {
        var key = (await stores.ReadAsync("rsa.p12")).SelectKey();

        typeof(PrivateKey).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>() is not null)
            .Select(field => field.Name)
            .ShouldBe(["_pkcs8", "_key"]);
        foreach (var text in (string[])[key.ToString(), key.Certificates[0].ToString(), (await stores.ReadAsync("rsa.p12")).ToString()])
        {
            text.Length.ShouldBeLessThan(200);
            text.ShouldNotContain(key.PrivateKeyPem.Split('\n')[1][..16]);
        }
    }

    private static byte[] EncodeInteger(int number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(number);
        return writer.Encode();
    }

    // MacData ends the file: its own length is the octet before the DigestInfo.
    private static void FixMac(byte[] content, int growth, int oldLength, int at)
    {
        for (var start = at; start > at - 120; start--)
        {
            if (content[start] == 0x30 && content[start + 1] == oldLength - start - 2)
            {
                content[start + 1] = (byte)(content[start + 1] + growth);
                return;
            }
        }

        throw new InvalidOperationException("There is no MacData.");
    }

    private static StoreFile Parse(string pem) => StoreFile.Parse(Encoding.ASCII.GetBytes(pem), "test.pem");

    private static string Fail(Action action) => Check(Should.Throw<KafkaFailureException>(action));

    private static async Task<string> FailAsync(Func<Task> action) => Check(await Should.ThrowAsync<KafkaFailureException>(action));

    private static string Check(KafkaFailureException failure)
    {
        failure.Failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Message.ShouldNotContain("\n");
        return failure.Message;
    }
}
