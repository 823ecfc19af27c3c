using System.Globalization;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Where a connection string leads: one host, or several of which one takes writes (Npgsql's "Host=a,b"). After a fail-over
/// the next connection goes to the one that takes writes then.
/// </summary>
internal static class DatabaseHosts
{
    private const int UsualRecheck = 10;
    private const int Recheck = 2;

    /// <summary>
    /// Takes out of the settings which of several hosts is wanted: the driver wants to be told apart. Null: any, there is only
    /// one.
    /// </summary>
    /// <exception cref="DatabaseException">One is wanted that takes no writes.</exception>
    public static TargetSessionAttributes? TakeTarget(NpgsqlConnectionStringBuilder settings)
    {
        var wanted = settings.TargetSessionAttributes;
        var several = settings.Host?.Contains(',', StringComparison.Ordinal) == true;
        settings.TargetSessionAttributes = null;
        return wanted?.ToLowerInvariant() switch
        {
            null or "" => several ? TargetSessionAttributes.Primary : null,
            "primary" or "prefer-primary" or "preferprimary" => TargetSessionAttributes.Primary,
            "read-write" or "readwrite" => TargetSessionAttributes.ReadWrite,
            "any" when !several => null,
            _ => throw new DatabaseException(
                $"ConnectionStrings:Bridge asks for '{wanted}' (Target Session Attributes), and the bridge writes. Say primary "
                    + "or read-write."
            ),
        };
    }

    /// <summary>The source of connections; who makes one gets it from the wanted host.</summary>
    public static NpgsqlDataSource Build(
        NpgsqlConnectionStringBuilder settings,
        TargetSessionAttributes? target,
        ILoggerFactory loggers
    )
    {
        if (target is not { } wanted)
        {
            return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build();
        }

        if (settings.HostRecheckSeconds == UsualRecheck)
        {
            settings.HostRecheckSeconds = Recheck;
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(loggers)
            .BuildMultiHost()
            .WithTargetSession(wanted);
    }

    /// <summary>The address, for people.</summary>
    public static string Name(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Contains(',', StringComparison.Ordinal) == true
            ? settings.Host
            : string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}");
}
