// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Files;

/// <summary>A key of a mapping, where it stands, and its value.</summary>
internal sealed record MapEntry(string Key, FilePosition Position, FileNode Value);
