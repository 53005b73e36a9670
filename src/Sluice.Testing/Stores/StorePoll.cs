// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>How watching a store ended.</summary>
/// <param name="Documents">What was there at the last look.</param>
/// <param name="IsSatisfied">True if the predicate ended it, false if the deadline did.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="LastError">The last transient error on the way, if there was one.</param>
internal sealed record StorePoll(IReadOnlyList<StoredDocument> Documents, bool IsSatisfied, TimeSpan Elapsed, StoreException? LastError);
