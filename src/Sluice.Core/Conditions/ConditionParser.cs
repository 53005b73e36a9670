// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Conditions;

/// <summary>Reads the text of a condition; the grammar stands in <c>docs/reference/conditions.md</c>.</summary>
internal sealed class ConditionParser
{
    private const string Operands = "key, value, header NAME, offset, partition, timestamp, a path such as $.order.id, not or (";
    private const string Tests = "=, !=, <, <=, >, >=, contains, starts with, ends with, matches, in, exists or is null";

    private readonly ConditionScanner _scanner;
    private readonly string _text;
    private int _depth;

    public ConditionParser(string text)
    {
        _text = text;
        _scanner = new ConditionScanner(text);
    }

    /// <exception cref="ConditionFaultException">The text is no condition.</exception>
    public ConditionNode Parse()
    {
        if (_text.Length > RecordCondition.MaxLength)
        {
            throw _scanner.Fault(RecordCondition.MaxLength, $"a condition has at most {RecordCondition.MaxLength} characters.");
        }

        var root = ReadOr();
        return _scanner.IsAtEnd ? root : throw Expected("and, or, or the end");
    }

    private ConditionNode ReadOr()
    {
        var left = ReadAnd();
        while (_scanner.TakeWords("or"))
        {
            left = new OrNode(left, ReadAnd());
        }

        return left;
    }

    private ConditionNode ReadAnd()
    {
        var left = ReadNot();
        while (_scanner.TakeWords("and"))
        {
            left = new AndNode(left, ReadNot());
        }

        return left;
    }

    private ConditionNode ReadNot()
    {
        var start = _scanner.Position;
        var isNot = _scanner.TakeWords("not");
        if (!isNot && !_scanner.TakeSign("("))
        {
            return ReadComparison();
        }

        if (++_depth > RecordCondition.MaxNesting)
        {
            throw _scanner.Fault(start, $"parentheses and not may stand at most {RecordCondition.MaxNesting} deep in each other.");
        }

        var inner = isNot ? new NotNode(ReadNot()) : ReadOr();
        _depth--;
        return isNot || _scanner.TakeSign(")") ? inner : throw Expected("and, or, or )");
    }

    private ComparisonNode ReadComparison()
    {
        var operand = ReadOperand();
        return new ComparisonNode(operand, ReadTest(operand));
    }

    private Operand ReadOperand()
    {
        if (_scanner.TakeSign("$"))
        {
            return new PathOperand(IsOfKey: false, ReadPath());
        }

        foreach (var field in Enum.GetValues<RecordField>())
        {
            if (_scanner.TakeWords(field.ToString()))
            {
                return field is RecordField.Key or RecordField.Value && _scanner.TakeNextSign(".") ? ReadPathOf(field) : new FieldOperand(field);
            }
        }

        if (!_scanner.TakeWords("header"))
        {
            throw Expected(Operands);
        }

        var name = _scanner.IsAtText ? _scanner.TakeText() : _scanner.TakeHeaderName();
        return new HeaderOperand(name ?? throw Expected("a header's name, in quotes if it is odd"));
    }

    private PathOperand ReadPathOf(RecordField field) =>
        _scanner.TakeNextSign("$") ? new PathOperand(field == RecordField.Key, ReadPath()) : throw Expected("a path that begins with $");

    private JsonPath ReadPath()
    {
        var steps = new List<PathStep>();
        while (true)
        {
            if (_scanner.TakeNextSign("."))
            {
                steps.Add(new PathStep(Name: _scanner.TakeMemberName() ?? throw Expected("a member's name (an odd one as ['name'])")));
            }
            else if (_scanner.TakeNextSign("["))
            {
                steps.Add(ReadBracket());
            }
            else
            {
                return new JsonPath(steps);
            }
        }
    }

    private PathStep ReadBracket()
    {
        var step = _scanner.IsAtText ? new PathStep(Name: _scanner.TakeText())
            : _scanner.TakeSign("*") ? new PathStep()
            : ReadIndex();
        return _scanner.TakeSign("]") ? step : throw Expected("]");
    }

    private PathStep ReadIndex()
    {
        const string Index = "an index from 0, * or a name in quotes";
        var start = _scanner.Position;
        return int.TryParse(_scanner.TakeNumber(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new PathStep(Index: index)
            : throw _scanner.Fault(start, $"expected {Index}.");
    }

    private Test ReadTest(Operand operand)
    {
        if (_scanner.TakeWords("exists"))
        {
            return new ExistsTest();
        }

        if (_scanner.TakeWords("is", "null"))
        {
            return new NullTest();
        }

        foreach (var order in (ReadOnlySpan<string>)["<=", ">=", "<", ">"])
        {
            if (_scanner.TakeSign(order))
            {
                return new OrderTest(order, ReadOrderLiteral(operand));
            }
        }

        if (_scanner.TakeSign("!="))
        {
            return new UnequalTest(ReadLiteral(operand));
        }

        if (_scanner.TakeSign("=") || _scanner.TakeWords("equals"))
        {
            return new EqualTest(ReadLiteral(operand));
        }

        return _scanner.TakeWords("in") ? ReadIn(operand) : ReadTextTest(operand);
    }

    private InTest ReadIn(Operand operand)
    {
        if (!_scanner.TakeSign("("))
        {
            throw Expected("( and values with commas");
        }

        var literals = new List<Literal>();
        do
        {
            literals.Add(ReadLiteral(operand));
        }
        while (_scanner.TakeSign(","));
        return _scanner.TakeSign(")") ? new InTest(literals) : throw Expected(", or )");
    }

    private Test ReadTextTest(Operand operand)
    {
        var start = _scanner.Position;
        TextPlace? place = _scanner.TakeWords("contains") ? TextPlace.Anywhere
            : _scanner.TakeWords("starts", "with") ? TextPlace.Start
            : _scanner.TakeWords("ends", "with") ? TextPlace.End
            : null;
        if (place is null && !_scanner.TakeWords("matches"))
        {
            throw Expected(Tests);
        }

        if (IsNumber(operand))
        {
            throw _scanner.Fault(start, $"{operand} is a number: compare it with = != < <= > >= or in.");
        }

        var at = _scanner.Position;
        var text = _scanner.IsAtText ? _scanner.TakeText() : throw Expected("a text in quotes");
        return place is { } found ? new TextTest(found, text) : ReadPattern(text, at);
    }

    private PatternTest ReadPattern(string pattern, int at)
    {
        try
        {
            return new PatternTest(pattern);
        }
        catch (ArgumentException e)
        {
            throw _scanner.Fault(at, $"this is no regular expression: {e.Message}");
        }
    }

    private Literal ReadOrderLiteral(Operand operand)
    {
        if (!_scanner.IsAtText)
        {
            return ReadNumber() ?? throw Expected("a number, or a time in quotes");
        }

        return operand is FieldOperand { Field: RecordField.Offset or RecordField.Partition } ? throw Expected("a number") : ReadTime();
    }

    private Literal ReadLiteral(Operand operand)
    {
        if (IsNumber(operand))
        {
            return ReadOrderLiteral(operand);
        }

        if (_scanner.IsAtText)
        {
            return new TextLiteral(_scanner.TakeText());
        }

        foreach (var flag in (ReadOnlySpan<bool>)[true, false])
        {
            if (_scanner.TakeWords(flag ? "true" : "false"))
            {
                return new FlagLiteral(flag);
            }
        }

        return ReadNumber() ?? throw Expected("a text in quotes, a number, true or false (for null: is null)");
    }

    private NumberLiteral? ReadNumber() => _scanner.TakeNumber() is { } number ? new NumberLiteral(number) : null;

    private TimeLiteral ReadTime()
    {
        var start = _scanner.Position;
        var text = _scanner.TakeText();
        return IsoTime.TryParse(text, out _)
            ? new TimeLiteral(text)
            : throw _scanner.Fault(start, "expected a number, or a time such as \"2026-01-31T12:00:00Z\": a time of day needs Z or an offset.");
    }

    private static bool IsNumber(Operand operand) => operand is FieldOperand { Field: not (RecordField.Key or RecordField.Value) };

    private ConditionFaultException Expected(string what) => _scanner.Fault(_scanner.Position, $"expected {what}.");
}
