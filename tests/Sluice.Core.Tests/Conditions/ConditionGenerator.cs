// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Core.Conditions;

namespace Sluice.Core.Tests.Conditions;

/// <summary>Makes conditions of every kind, with odd names and texts in them.</summary>
internal static class ConditionGenerator
{
    private static readonly string[] Orders = ["<", "<=", ">", ">="];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("", "a", "done", "or", "is null", "it's", "\"", "\\", "\n\t\r\0\u0085", "é", "😀", "(", "$.a", "2026-01-31", "5"),
        Gen.String[Gen.Char[' ', '~'], 0, 6]);

    private static readonly Gen<string> Number =
        Gen.OneOf(Gen.Int.Select(i => $"{i}"), Gen.OneOf("0", "-0", "0.10", "1e5", "1E-7", "123456789012345678901234567890", "-12.50"));

    private static readonly Gen<Literal> NumberLiteral = Number.Select(text => (Literal)new NumberLiteral(text));

    private static readonly Gen<Literal> TimeLiteral =
        Gen.OneOf("2026-01-31", "2026-01-31T12:00Z", "2026-01-31T12:00:00.123456789+05:30").Select(text => (Literal)new TimeLiteral(text));

    private static readonly Gen<Literal> AnyLiteral =
        Gen.OneOf(NumberLiteral, Text.Select(text => (Literal)new TextLiteral(text)), Gen.Bool.Select(flag => (Literal)new FlagLiteral(flag)));

    private static readonly Gen<PathStep> Step = Gen.OneOf(
        Text.Select(name => new PathStep(Name: name)),
        Gen.OneOf("a", "order_id", "x-y", "straße", "and").Select(name => new PathStep(Name: name)),
        Gen.Int[0, 5].Select(index => new PathStep(Index: index)),
        Gen.Const(new PathStep()));

    private static readonly Gen<Operand> TextOperand = Gen.OneOf(
        Gen.OneOf(RecordField.Key, RecordField.Value).Select(field => (Operand)new FieldOperand(field)),
        Gen.OneOf(Text, Gen.OneOf("a.b-c", "and", "42")).Select(name => (Operand)new HeaderOperand(name)),
        Gen.Select(Gen.Bool, Step.Array[0, 4], (isOfKey, steps) => (Operand)new PathOperand(isOfKey, new JsonPath(steps))));

    private static readonly Gen<ConditionNode> OfText = Gen.Select(
        TextOperand,
        Gen.OneOf(TestsOf(AnyLiteral, Gen.OneOf(NumberLiteral, TimeLiteral)), TextTests()),
        (operand, test) => (ConditionNode)new ComparisonNode(operand, test));

    private static readonly Gen<ConditionNode> OfNumber = Gen.Select(
        Gen.OneOf(RecordField.Offset, RecordField.Partition),
        TestsOf(NumberLiteral, NumberLiteral),
        (field, test) => (ConditionNode)new ComparisonNode(new FieldOperand(field), test));

    private static readonly Gen<ConditionNode> OfTime = TestsOf(Gen.OneOf(NumberLiteral, TimeLiteral), Gen.OneOf(NumberLiteral, TimeLiteral))
        .Select(test => (ConditionNode)new ComparisonNode(new FieldOperand(RecordField.Timestamp), test));

    private static readonly Gen<ConditionNode> Comparison = Gen.OneOf(OfText, OfNumber, OfTime);

    /// <summary>Any condition, at most five deep.</summary>
    public static readonly Gen<RecordCondition> Condition = Node(5).Select(node => new RecordCondition(node));

    private static Gen<ConditionNode> Node(int depth)
    {
        if (depth == 0)
        {
            return Comparison;
        }

        var inner = Node(depth - 1);
        return Gen.OneOf(
            Comparison,
            inner.Select(node => (ConditionNode)new NotNode(node)),
            Gen.Select(inner, inner, (left, right) => (ConditionNode)new AndNode(left, right)),
            Gen.Select(inner, inner, (left, right) => (ConditionNode)new OrNode(left, right)));
    }

    private static Gen<Test> TestsOf(Gen<Literal> same, Gen<Literal> ordered) => Gen.OneOf(
        Gen.OneOf<Test>(new ExistsTest(), new NullTest()),
        same.Select(literal => (Test)new EqualTest(literal)),
        same.Select(literal => (Test)new UnequalTest(literal)),
        same.Array[1, 3].Select(literals => (Test)new InTest(literals)),
        Gen.Select(Gen.OneOf(Orders), ordered, (order, literal) => (Test)new OrderTest(order, literal)));

    private static Gen<Test> TextTests() => Gen.OneOf(
        Gen.Select(Gen.OneOf(TextPlace.Anywhere, TextPlace.Start, TextPlace.End), Text, (place, text) => (Test)new TextTest(place, text)),
        Gen.OneOf("a+", "^\\d*$", "(?i)x|\"", "(a)\\1").Select(pattern => (Test)new PatternTest(pattern)));
}
