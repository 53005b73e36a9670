// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Groups;

/// <summary>The directory gave no answer that can be used.</summary>
internal sealed class DirectoryUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
