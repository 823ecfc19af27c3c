namespace Bridge.Core.Planning;

/// <summary>
/// Addresses that stand for the customer's answer links in a text that people look at and rewrite: nobody but the customer
/// has the links themselves. RFC 2606 keeps the host from ever being anybody's.
/// </summary>
public static class AnswerPlaces
{
    public const string Works = "https://answer.invalid/works";
    public const string Broken = "https://answer.invalid/still-broken";
}
