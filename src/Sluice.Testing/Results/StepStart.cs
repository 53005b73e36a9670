// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>A step that begins.</summary>
/// <param name="CaseId">The id of its case.</param>
/// <param name="Verb">The verb: <c>send</c>, <c>expect</c>, …</param>
/// <param name="Subject">The endpoint or service that it is about.</param>
/// <param name="Line">The line of the case file, counted from 1; null for a case in code.</param>
/// <param name="WaitsFor">What it waits for, in words: <c>1 matching within 10s</c>; null if it does not wait.</param>
public sealed record StepStart(string CaseId, string Verb, string Subject, int? Line, string? WaitsFor);
