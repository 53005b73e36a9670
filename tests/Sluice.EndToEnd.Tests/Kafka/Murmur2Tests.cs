// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.EndToEnd.Tests.Kafka;

public sealed class Murmur2Tests
{
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("abc", 479470107)]
    public void Hash_ShouldBeTheJavaClients_WhenGivenText(string text, int hash) =>
        Murmur2.Hash(Encoding.UTF8.GetBytes(text)).ShouldBe(hash);
}
