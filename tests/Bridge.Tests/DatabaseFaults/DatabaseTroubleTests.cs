using System.Net.Sockets;
using Bridge.Store;
using Bridge.Work;
using Npgsql;

namespace Bridge.Tests.DatabaseFaults;

public sealed class DatabaseTroubleTests
{
    [Theory]
    [InlineData("53300", "it has no connection free")]
    [InlineData("53100", "its disk is full")]
    [InlineData("25006", "it takes no writes")]
    [InlineData("57P01", "it was stopped")]
    [InlineData("57P03", "the server's words")]
    [InlineData("28P01", "refuses the bridge's role or password")]
    [InlineData("42501", "bridge migrate --grant")]
    public void What_a_server_refuses_for_itself_is_trouble_with_words(string state, string words)
    {
        var refusal = new PostgresException("the server's words", "FATAL", "FATAL", state);
        Assert.True(DatabaseTrouble.Is(refusal));
        Assert.Contains(words, DatabaseTrouble.Say(refusal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("23505")]
    [InlineData("42601")]
    [InlineData("40P01")]
    [InlineData("BR001")]
    public void What_a_server_refuses_of_a_statement_is_no_trouble_of_the_database(string state) =>
        Assert.False(DatabaseTrouble.Is(new PostgresException("no", "ERROR", "ERROR", state)));

    [Fact]
    public void What_the_driver_meets_is_trouble_with_words()
    {
        var broken = new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused));
        Assert.Contains("nothing answers", DatabaseTrouble.Say(broken), StringComparison.Ordinal);
        var late = new NpgsqlException("Exception while reading from stream", new TimeoutException());
        Assert.Contains("in time", DatabaseTrouble.Say(late), StringComparison.Ordinal);
        Assert.True(DatabaseTrouble.IsWithin(new InvalidOperationException("a library's", broken)));
        Assert.False(DatabaseTrouble.IsWithin(new InvalidOperationException("a library's")));
    }

    [Theory]
    [InlineData("57P03", true)]
    [InlineData("53300", true)]
    [InlineData("28P01", false)]
    [InlineData("3D000", false)]
    [InlineData("42501", false)]
    public void A_start_waits_for_what_passes_by_itself(string state, bool waits) =>
        Assert.Equal(waits, DatabaseTrouble.MayPass(new PostgresException("", "FATAL", "FATAL", state)));

    [Fact]
    public void A_lease_that_was_lost_is_not_renewed_and_one_that_is_to_end_is()
    {
        var now = TimeProvider.System.GetUtcNow();
        var lease = new Lease(TimeProvider.System, now.AddMinutes(2));
        lease.EndBy(now);
        Assert.False(lease.Holds);
        lease.Renew(now.AddMinutes(2));
        Assert.True(lease.Holds);
        lease.Lose();
        lease.Renew(now.AddMinutes(2));
        Assert.False(lease.Holds);
    }
}
