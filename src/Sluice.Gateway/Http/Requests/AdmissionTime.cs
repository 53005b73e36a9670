// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Feature of a request: how long it took to find out who calls and whether they may come in. The operation has so much less time.
/// </summary>
internal sealed record AdmissionTime(TimeSpan Elapsed);
