// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Looks whether the variables, secrets and files that a case names are there, before anything runs.</summary>
internal sealed class SourceCheck(CaseFile subject, ValueSources sources, FileFaults faults)
{
    public void Run()
    {
        foreach (var scalar in subject.Steps.SelectMany(step => step.Node.Scalars()))
        {
            foreach (var (expression, _) in Template.Parse(scalar.Text).Where(part => part.IsExpression))
            {
                Check(expression, scalar.Position);
            }
        }
    }

    private void Check(string expression, FilePosition at)
    {
        try
        {
            _ = expression.Split(':', 2) switch
            {
                ["env", var name] => sources.Environment(name),
                ["secret", var name] => sources.Secret(name),
                ["file", var path] => sources.File(path),
                _ => null,
            };
        }
        catch (ValueException exception)
        {
            faults.Add(subject.File, at, exception.Message);
        }
    }
}
