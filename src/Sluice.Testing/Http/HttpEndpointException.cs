// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Http;

/// <summary>An http endpoint could not be used: nothing can be told about the services. Never carries credentials.</summary>
internal sealed class HttpEndpointException(string message, Exception? inner = null) : Exception(message, inner);
