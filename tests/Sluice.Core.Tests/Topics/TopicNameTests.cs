// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class TopicNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("a")]
    [InlineData("...")]
    [InlineData("Orders_2-v1.dlq")]
    public void Validate_ShouldAccept(string name) => Should.NotThrow(() => TopicName.Validate(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("größe")]
    [InlineData("a\0")]
    public void Validate_ShouldRefuse(string name) =>
        Should.Throw<KafkaFailureException>(() => TopicName.Validate(name)).Failure.Code.ShouldBe(FailureCode.InvalidTopic);

    [Fact]
    public void FindFault_ShouldKnowTheLongestName()
    {
        TopicName.FindFault(new string('a', 249)).ShouldBeNull();
        TopicName.FindFault(new string('a', 250)).ShouldNotBeNull();
    }

    [Fact]
    public void FindFault_ShouldAgreeWithKafkasPattern() =>
        Gen.String.Sample(name => TopicName.FindFault(name) is null
            == (name is not ("." or "..") && System.Text.RegularExpressions.Regex.IsMatch(name, @"\A[a-zA-Z0-9._-]{1,249}\z")));

    [Theory]
    [InlineData("__consumer_offsets", true)]
    [InlineData("_schemas", false)]
    [InlineData("orders", false)]
    public void IsInternal_ShouldMeanTwoUnderscores(string name, bool expected) => TopicName.IsInternal(name).ShouldBe(expected);
}
