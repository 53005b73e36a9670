// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores.Embedded;

/// <summary>The version of the last write to the whole store: writes come one after another, so one number tells old from new.</summary>
internal sealed record EmbeddedBookmark(long Version) : StoreBookmark;
