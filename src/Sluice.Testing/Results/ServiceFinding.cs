// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>What a service's consumer group tells about a message that did not arrive.</summary>
/// <param name="Service">The service.</param>
/// <param name="Text">
/// What is known: <c>group svc-3b: audit-2 committed 118, end 118: it consumed your message and wrote nothing matching</c>.
/// </param>
public sealed record ServiceFinding(string Service, string Text);
