using System.Text.Json.Nodes;
using Bridge.Core.Delivery;
using Bridge.Core.Model;

namespace Bridge.Connectors.ClickUp;

/// <summary>What came of the several calls that one change needs: which parts were refused, and what ended it.</summary>
internal sealed class ClickUpParts
{
    private readonly List<FieldRefusal> refusals = [];

    /// <summary>The first refusal by the tool; null when only values that could not be sent were refused.</summary>
    private Failure? first;

    public ClickUpParts(IEnumerable<FieldRefusal> beforehand) => this.refusals.AddRange(beforehand);

    public bool StatusRefused { get; private set; }

    /// <summary>True when some part has been refused.</summary>
    public bool Any => this.StatusRefused || this.refusals.Count > 0;

    /// <summary>
    /// Takes note of a call's failure. True: the part is refused, and the others go on. False: nothing more can be done
    /// now.
    /// </summary>
    /// <param name="name">The mapping's name of the field.</param>
    public bool Refuse(string name, Failure failure)
    {
        if (failure.Kind is not (FailureKind.Refused or FailureKind.Forbidden))
        {
            return false;
        }

        this.Give(name, failure);
        return true;
    }

    /// <summary>Takes note of a part that was not done, whatever the failure.</summary>
    public void Give(string name, Failure failure)
    {
        this.first ??= failure;
        if (name == FieldNames.Status)
        {
            this.StatusRefused = true;
        }

        this.refusals.Add(new FieldRefusal(name, failure.Message));
    }

    /// <summary>Done, or partly with what was refused.</summary>
    /// <param name="values">The values that were to be written, by mapping name.</param>
    public Outcome Outcome(Written written, FieldBag values)
    {
        if (!this.Any)
        {
            return new Outcome.Done(written);
        }

        var refused = FieldBag.Of(
            this.refusals.Where(r => values.Has(r.Field))
                .DistinctBy(r => r.Field)
                .Select(r => KeyValuePair.Create(r.Field, values[r.Field]))
        );
        var failure = new Failure(
            this.first?.Kind ?? FailureKind.Refused,
            string.Join("; ", this.refusals.Select(r => $"{r.Field}: {r.Message}").Distinct()),
            this.first?.RetryAfter
        )
        {
            Status = this.first?.Status,
            Fields = [.. this.refusals],
        };
        return new Outcome.Partly(written, refused, this.StatusRefused, failure);
    }

    /// <summary>The parts as one body.</summary>
    public static JsonObject Together(IEnumerable<TaskPart> parts)
    {
        var body = new JsonObject();
        foreach (var (name, value) in parts.SelectMany(p => p.Body))
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }
}
