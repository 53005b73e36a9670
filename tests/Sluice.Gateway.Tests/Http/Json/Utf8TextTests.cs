// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Unicode;
using CsCheck;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Json;

public sealed class Utf8TextTests
{
    private static readonly byte[] Edges = [0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFF];
    private static readonly Gen<byte> Bytes = Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]);

    [Fact]
    public void Bytes_ShouldBeJudgedTheSame_HoweverTheyAreCut() =>
        Gen.Select(Bytes.Array[0, 12], Gen.Int[1, 5]).Sample(
            (bytes, pieceSize) => Utf8Text.IsValid(Pieces.Sequence(bytes, pieceSize)).ShouldBe(Utf8.IsValid(bytes)), iter: 20_000);

    [Fact]
    public void Text_ShouldBeValid_HoweverItIsCut() =>
        Gen.Select(Gen.String, Gen.Int[1, 5]).Sample(
            (text, pieceSize) => Utf8Text.IsValid(Pieces.Sequence(Encoding.UTF8.GetBytes(text + "ü€😀"), pieceSize)).ShouldBeTrue());
}
