// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline.Handlers;

/// <summary>The record is wrong, today and tomorrow.</summary>
internal sealed class InvalidRecordException(string message) : Exception(message);
