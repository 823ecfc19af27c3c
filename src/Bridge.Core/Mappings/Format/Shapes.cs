namespace Bridge.Core.Mappings.Format;

/// <summary>Shapes that many keys share.</summary>
internal static class Shapes
{
    internal static readonly Shape Text = new Shape.Text();

    internal static readonly Shape Texts = new Shape.Several(Text);

    internal static readonly Shape Flag = new Shape.Flag();

    internal static readonly Shape Number = new Shape.Number();

    internal static readonly Shape Condition = new Shape.Condition();

    internal static readonly Shape Duration = new Shape.Duration(IsWorking: false);

    internal static readonly Shape WorkingDuration = new Shape.Duration(IsWorking: true);

    internal static readonly Shape Line = new Shape.Template(IsHtml: false);

    internal static readonly Shape Html = new Shape.Template(IsHtml: true);

    internal static readonly Shape Field = new Shape.Name("field of the process");

    internal static readonly Shape Stage = new Shape.Name("stage of the process");

    internal static readonly Shape Connection = new Shape.Name("connection of the settings");

    internal static readonly Shape Day = new Shape.Pattern(@"^\d{4}-\d{2}-\d{2}$");

    internal static readonly Shape Addresses = new Shape.Several(new Shape.Pattern(@"^[^@\s,;<>]+@[^@\s,;<>]+$"));

    internal static Shape Words<T>(IEnumerable<(string Word, T Value)> words) =>
        new Shape.Choice([.. words.Select(w => w.Word)]);

    internal static Shape Group(GroupRule rule) => new Shape.Group(rule);

    internal static Shape Either(params ReadOnlySpan<Shape> shapes) => new Shape.Either([.. shapes]);
}
