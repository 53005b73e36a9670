// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Files;

/// <summary>A place in a file; line and column are counted from 1.</summary>
internal readonly record struct FilePosition(int Line, int Column);
