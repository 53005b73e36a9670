// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>One thing that was looked at. Immutable; no secret stands in it.</summary>
/// <param name="Subject">
/// What was looked at: a server as <c>host:port</c>, <c>cluster</c>, or a topic's or group's name after <c>topic</c> or <c>group</c>.
/// </param>
/// <param name="Name">
/// Of a server <c>name</c>, <c>port</c>, <c>tls</c>, <c>client certificate</c>, <c>kafka</c> or <c>login</c>; of the cluster <c>brokers</c>;
/// of topics and groups <c>describe</c> or <c>read</c>.
/// </param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What was found; of what failed the reason and what to do.</param>
public sealed record DiagnosisStep(string Subject, string Name, DiagnosisOutcome Outcome, string Detail);
