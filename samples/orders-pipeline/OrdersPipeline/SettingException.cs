// SPDX-License-Identifier: Apache-2.0

namespace OrdersPipeline;

/// <summary>The environment lacks something, or says it wrongly.</summary>
internal sealed class SettingException(string message) : Exception(message);
