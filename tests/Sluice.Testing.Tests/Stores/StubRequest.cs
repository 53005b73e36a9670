// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Tests.Stores;

/// <summary>What a stub was asked.</summary>
internal sealed record StubRequest(string Method, string Path, string? Authorization, string Body);
