// SPDX-License-Identifier: Apache-2.0

using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Sluice.LoadBench.Reporting;

/// <summary>Draws a curve as SVG: both axes by powers of ten, so that what grows linearly is a straight line and what does not grow a level one.</summary>
internal static class CurvePlot
{
    private const int Width = 640;
    private const int Height = 400;

    public static string ToSvg(Curve curve)
    {
        var model = new PlotModel { Background = OxyColors.White, Title = curve.YAxis, TitleFontSize = 14 };
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Title = curve.XAxis, MajorGridlineStyle = LineStyle.Dot });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, MajorGridlineStyle = LineStyle.Dot });
        var line = new LineSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, Color = OxyColors.SteelBlue };

        // Nothing has no place on such an axis: it stands at a tenth of the next.
        var least = curve.Points.Where(point => point.X > 0).Min(point => point.X) / 10;
        line.Points.AddRange(curve.Points.Select(point => new DataPoint(Math.Max(point.X, least), point.Y)));
        model.Series.Add(line);
        return SvgExporter.ExportToString(model, Width, Height, isDocument: true);
    }
}
