// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Outputs;

/// <summary>The output cannot be written to at the moment.</summary>
internal sealed class OutputUnavailableException(string message, Exception cause) : Exception(message, cause);
