using Bridge.Core.Delivery;

namespace Bridge.Core.Tests.Delivery;

public sealed class RetryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(12, 60)]
    [InlineData(13, null)]
    public void A_key_that_is_refused_for_one_call_is_tried_twelve_times_each_minute(int attempts, int? seconds)
    {
        var next = RetryPolicy.After(new Failure(FailureKind.Unauthorized, "401"), attempts, Now);

        Assert.Equal(seconds, (next as NextTry.At)?.Time.Subtract(Now).TotalSeconds);
    }

    [Fact]
    public void What_waits_for_a_paused_connection_never_goes_to_a_person()
    {
        var next = RetryPolicy.After(new Failure(FailureKind.Paused, "paused"), 1000, Now);

        Assert.IsType<NextTry.At>(next);
    }
}
