// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Sluice.EndToEnd.Tests.Http;

public static class JsonMembers
{
    /// <summary>The names of an object's members, in their order.</summary>
    public static IEnumerable<string> MemberNames(this JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
