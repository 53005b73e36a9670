// SPDX-License-Identifier: Apache-2.0

using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Sluice.LoadBench.Reporting;

/// <summary>Draws a curve as SVG: both axes by powers of ten, or evenly if it begins at nothing, so that what grows linearly is a straight line and what does not grow a level one.</summary>
internal static class CurvePlot
{
    private const int Width = 640;
    private const int Height = 400;

    public static string ToSvg(Curve curve)
    {
        var model = new PlotModel { Background = OxyColors.White, Title = curve.YAxis, TitleFontSize = 14 };

        // Nothing has no place among powers of ten.
        var isLinear = curve.Points.Any(point => point.X == 0);
        model.Axes.Add(AxisAt(AxisPosition.Bottom, isLinear, curve.XAxis));
        model.Axes.Add(AxisAt(AxisPosition.Left, isLinear));
        var line = new LineSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, Color = OxyColors.SteelBlue };
        line.Points.AddRange(curve.Points.Select(point => new DataPoint(point.X, point.Y)));
        model.Series.Add(line);
        return SvgExporter.ExportToString(model, Width, Height, isDocument: true);
    }

    private static Axis AxisAt(AxisPosition position, bool isLinear, string? title = null)
    {
        Axis axis = isLinear ? new LinearAxis { Minimum = 0 } : new LogarithmicAxis();
        (axis.Position, axis.Title, axis.MajorGridlineStyle) = (position, title, LineStyle.Dot);
        return axis;
    }
}
