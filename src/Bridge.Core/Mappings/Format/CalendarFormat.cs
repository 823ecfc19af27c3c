namespace Bridge.Core.Mappings.Format;

/// <summary>The section "calendar".</summary>
public static class CalendarFormat
{
    private const string Day = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";

    private static readonly Shape Span = new Shape.Pattern(@"^ *\d{2}:\d{2} *- *\d{2}:\d{2} *$");

    public static readonly GroupRule Calendar = new(
        "calendar",
        "When people work: the clocks of the stages run only then.",
        [
            new("zone", Shapes.Text, "The time zone of the hours, by its IANA name.")
            {
                Needed = "name a time zone such as 'Europe/Dublin'",
                Example = "Europe/Dublin",
            },
            new(
                "hours",
                new Shape.Named("day", new Shape.Several(Span), $"^{Day}(( to | and | *, *){Day})*$"),
                "The working hours of a day, of 'monday to friday' or of 'saturday and sunday'; 22:00-06:00 runs over midnight. A day that is not named is free."
            )
            {
                Needed = "say when people work, such as 'monday to friday: \"09:00-17:30\"'",
                Example = "{ monday to friday: [\"09:00-12:30\", \"13:00-17:30\"] }",
            },
            new("holidays", new Shape.Several(Shapes.Day), "Days on which nobody works.")
            {
                Example = "[2026-12-25, 2026-12-26]",
            },
            new(
                "holidays file",
                Shapes.Text,
                "An iCalendar file with more holidays, by its path from the folder of the mapping files."
            )
            {
                Example = "holidays/ireland.ics",
            },
        ]
    );
}
