// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>
/// Which offsets of a partition a member has been given, over all its assignments, in as few numbers as it had pieces.
/// What lies between two records that came one after the other holds no record (markers, compacted holes) and counts as seen. Not thread-safe.
/// </summary>
internal sealed class SeenOffsets
{
    private readonly List<Piece> _pieces = [];
    private Piece? _current;

    /// <summary>The next offset need not be the one behind the last: the partition comes anew.</summary>
    public void BeginAnew() => _current = null;

    /// <summary>Whether the offset is seen for the first time; offsets of one assignment come in ascending order.</summary>
    public bool Add(long offset)
    {
        if (_pieces.Find(piece => piece.From <= offset && offset <= piece.To) is { } known)
        {
            Join(known);
            return false;
        }

        if (_current is null)
        {
            _pieces.Add(_current = new Piece { From = offset, To = offset });
        }
        else
        {
            _current.To = offset;
        }

        return true;
    }

    private void Join(Piece known)
    {
        if (_current is not null && _current != known && _current.From < known.From)
        {
            known.From = _current.From;
            _pieces.Remove(_current);
        }

        _current = known;
    }

    private sealed class Piece
    {
        public long From { get; set; }

        public long To { get; set; }
    }
}
