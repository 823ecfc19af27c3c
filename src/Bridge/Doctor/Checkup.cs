using System.Net.Sockets;
using System.Text.Json;
using Bridge.Connectors;
using Bridge.Store;
using Npgsql;

namespace Bridge.Doctor;

/// <summary>Takes the steps of all wards: wards side by side, the steps of one after each other, each within its time.</summary>
/// <param name="patience">The longest that one step may take.</param>
public sealed class Checkup(TimeSpan patience, TimeProvider time)
{
    /// <summary>What means nothing where the credentials are not taken.</summary>
    private static readonly string[] NeedCredentials =
    [
        Checks.Permissions,
        Checks.Zone,
        Checks.Process,
        Checks.Webhook,
        Checks.MailLoops,
    ];

    /// <summary>All that is found, in the order of the wards and their steps.</summary>
    /// <param name="began">Hears of each step as it begins, with its ward's name.</param>
    public async Task<DoctorReport> RunAsync(
        IReadOnlyList<Ward> wards,
        Action<string, ExaminationStep> began,
        CancellationToken cancel
    )
    {
        var lines = await Task.WhenAll(wards.Select(ward => this.RunAsync(ward, began, cancel)));
        return new DoctorReport([.. lines.SelectMany(l => l)]);
    }

    private async Task<List<DoctorLine>> RunAsync(
        Ward ward,
        Action<string, ExaminationStep> began,
        CancellationToken cancel
    )
    {
        var lines = new List<DoctorLine>();
        var isIn = true;
        foreach (var step in ward.Steps)
        {
            began(ward.Name, step);
            var found =
                isIn || !NeedCredentials.Contains(step.Check)
                    ? await this.LookAsync(step, cancel)
                    : [new Diagnosis(Mark.Note, "not looked at: the credentials come first")];
            lines.AddRange(found.Select(d => new DoctorLine(ward.Name, step.Check, d.Mark, d.Found, d.Cure)));
            isIn &= step.Check != Checks.Credentials || found.All(d => d.Mark != Mark.Problem);
        }

        return lines;
    }

    private async Task<IReadOnlyList<Diagnosis>> LookAsync(ExaminationStep step, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await step.LookAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return
            [
                new Diagnosis(
                    Mark.Problem,
                    $"nothing came within {patience.TotalSeconds:0} s",
                    "Look again; if it stays so, see whether the network and the tool are slow"
                ),
            ];
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or SocketException or JsonException or NpgsqlException
                || e is DatabaseException or TimeoutException
            )
        {
            return [new Diagnosis(Mark.Problem, e.Message, "Mend this, then look again")];
        }
    }
}
