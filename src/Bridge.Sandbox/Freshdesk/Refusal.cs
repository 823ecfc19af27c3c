namespace Bridge.Sandbox.Freshdesk;

/// <summary>One entry of a 400 or 409 body.</summary>
public sealed record FieldError(string Field, string Message, string Code);

/// <summary>Why a call or a person's action was refused. A flat refusal has a code and a message and no field errors.</summary>
public sealed record Refusal(int Status, IReadOnlyList<FieldError> Errors, string? Code = null, string? Message = null)
{
    internal static Refusal NotFound { get; } = new(404, []);

    internal static Refusal Denied { get; } =
        new(403, [], "access_denied", "You are not authorized to perform this action.");

    internal static Refusal NotAllowed(string method, string allowed) =>
        new(405, [], null, $"{method} method is not allowed. It should be one of these method(s): {allowed}");

    internal static Refusal Invalid(params IReadOnlyList<FieldError> errors) => new(400, errors);

    internal static Refusal Invalid(string field, string message, string code = "invalid_value") =>
        Invalid(new FieldError(field, message, code));

    public override string ToString() =>
        $"{this.Status} {this.Code} {this.Message} "
        + string.Join("; ", this.Errors.Select(e => $"{e.Field}: {e.Message} ({e.Code})"));
}

/// <summary>What came of an action: a value, or the reason why not.</summary>
internal sealed record Outcome<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    /// <summary>The value. Throws <see cref="InvalidOperationException"/> with the reason when there is none.</summary>
    public T OrThrow() => this.Value ?? throw new InvalidOperationException($"Freshdesk refused: {this.Refusal}");
}
