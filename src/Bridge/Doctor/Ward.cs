using Bridge.Connectors;

namespace Bridge.Doctor;

/// <summary>What is looked at together, one step after the other: the bridge itself, or one connection.</summary>
/// <param name="Name">"bridge", or the connection's name.</param>
public sealed record Ward(string Name, IReadOnlyList<ExaminationStep> Steps);

/// <summary>One line of the result.</summary>
/// <param name="About">The ward.</param>
/// <param name="Cure">Null: nothing to do.</param>
public sealed record DoctorLine(string About, string Check, Mark Mark, string Found, string? Cure);

/// <summary>All that was found, in the order of the wards.</summary>
public sealed record DoctorReport(IReadOnlyList<DoctorLine> Lines)
{
    public int Problems => this.Lines.Count(l => l.Mark == Mark.Problem);

    public int Notes => this.Lines.Count(l => l.Mark == Mark.Note);
}
