// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

public sealed class StoreFactoryTests
{
    [Theory]
    [InlineData("mongo://u:s3cret@h/db", "Did you mean \"mongodb:\"")]
    [InlineData("mongdb://u:s3cret@h/db", "Did you mean \"mongodb:\"")]
    [InlineData("https://u:s3cret@h", "none of a collection's")]
    [InlineData("u s3cret@h:27017", "no scheme")]
    [InlineData("s3cret", "no scheme")]
    [InlineData("mongodb://u:s3cret@h@x:y/db", "cannot be read")]
    [InlineData("mongodb://u:s3cret@h/db?tls=maybe", "cannot be read")]
    [InlineData("sqlite:", "sqlite:PATH")]
    [InlineData("sqlite::memory:", "sqlite:PATH")]
    public void Open_ShouldSayWhatToWriteWithoutTheSecret_WhenTheTextIsWrong(string text, string hint)
    {
        var error = Should.Throw<StoreException>(() => StoreFactory.Open(StoreKind.Collection, text));
        error.Message.ShouldContain(hint);
        error.ToString().ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("htps://u:s3cret@h", "Did you mean \"https:\"")]
    [InlineData("https://u:s3cret@:x", "no URL")]
    [InlineData("mongodb://h/db", "none of an index's")]
    public void Open_ShouldSayWhatToWrite_WhenAnIndexIsWrong(string text, string hint) =>
        Should.Throw<StoreException>(() => StoreFactory.Open(StoreKind.Index, text)).ToString().ShouldSatisfyAllConditions(
            message => message.ShouldContain(hint), message => message.ShouldNotContain("s3cret"));

    [Theory]
    [InlineData(false, "mongodb://u:s3cret@h:27018/db", "MongoDB at h:27018")]
    [InlineData(true, "https://u:s3cret@h/base", "Elasticsearch at https://h/base/")]
    [InlineData(true, "sqlite:/tmp/x.db", "sqlite:/tmp/x.db")]
    public async Task Description_ShouldHaveNoCredentials_WhenTheConnectionHas(bool isIndex, string text, string description)
    {
        await using var store = StoreFactory.Open(isIndex ? StoreKind.Index : StoreKind.Collection, text);
        store.Description.ShouldBe(description);
    }

    [Fact]
    public void Open_ShouldNameTheCaFile_WhenItCannotBeRead() =>
        Should.Throw<StoreException>(() => StoreFactory.Open(StoreKind.Index, "https://h", new StoreOptions { CaFile = "/none/ca.pem" }))
            .Message.ShouldContain("/none/ca.pem");
}
