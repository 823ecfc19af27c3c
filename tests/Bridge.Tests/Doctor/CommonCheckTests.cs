using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Bridge.Connectors;
using Bridge.Doctor;
using Bridge.Mappings;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bridge.Tests.Doctor;

/// <summary>The checks that are the same for every tool, and those of the bridge itself, good and bad.</summary>
public sealed class CommonCheckTests(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_that_nobody_listens_at_is_told()
    {
        var found = await AddressCheck.LookAsync(new Uri("http://127.0.0.1:1"), TimeProvider.System, Cancel);
        Assert.Equal(Mark.Problem, Assert.Single(found).Mark);
    }

    [Fact]
    public async Task A_host_name_that_does_not_exist_is_told()
    {
        var found = await AddressCheck.LookAsync(new Uri("https://nobody.invalid"), TimeProvider.System, Cancel);
        Assert.Contains("nobody.invalid", Assert.Single(found).Found, StringComparison.Ordinal);
        Assert.Equal(Mark.Problem, found[0].Mark);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told()
    {
        await using var server = await TlsAsync();
        var found = await AddressCheck.LookAsync(new Uri(server.Urls.First()), TimeProvider.System, Cancel);
        var one = Assert.Single(found);
        Assert.Equal(Mark.Problem, one.Mark);
        Assert.Contains("certificate", one.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300, Mark.Good)]
    [InlineData(5, Mark.Note)]
    public void A_certificate_that_ends_soon_is_told(int days, Mark mark)
    {
        var now = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(mark, AddressCheck.Ending("https://a.example", now.AddDays(days), now).Mark);
    }

    [Theory]
    [InlineData(-1, Mark.Problem)]
    [InlineData(10, Mark.Note)]
    [InlineData(100, Mark.Good)]
    public void A_token_s_last_day_is_told_a_month_before(int days, Mark mark)
    {
        var last = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days);
        var options = new ConnectionOptions { Kind = ToolKind.Jira, TokenExpires = last };
        Assert.Equal(mark, Assert.Single(ExpiryCheck.Look(options, TimeProvider.System)).Mark);
    }

    [Theory]
    [InlineData(ToolKind.Jira, Mark.Note)]
    [InlineData(ToolKind.Freshdesk, Mark.Good)]
    public void A_token_without_a_day_is_told_where_tokens_end(ToolKind kind, Mark mark)
    {
        var options = new ConnectionOptions { Kind = kind };
        Assert.Equal(mark, Assert.Single(ExpiryCheck.Look(options, TimeProvider.System)).Mark);
    }

    [Fact]
    public async Task A_database_is_told_with_its_version_and_the_migrations_that_wait()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        var before = await StoreCheck.LookAsync(source, null, true, Cancel);
        await Migrator.Embedded().ApplyAsync(source, Cancel);
        var after = await StoreCheck.LookAsync(source, null, true, Cancel);

        Assert.Equal([Mark.Good, Mark.Note], before.Select(f => f.Mark));
        Assert.Contains("001-bridge", before[1].Found, StringComparison.Ordinal);
        Assert.Equal([Mark.Good, Mark.Good], after.Select(f => f.Mark));
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_told()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await Migrator.Embedded().ApplyAsync(source, Cancel);
        await using var command = source.CreateCommand(
            "insert into bridge_migrations (number, name, checksum) values (900, 'later', 'x')"
        );
        await command.ExecuteNonQueryAsync(Cancel);
        var found = await StoreCheck.LookAsync(source, null, true, Cancel);
        Assert.Equal([Mark.Good, Mark.Problem], found.Select(f => f.Mark));
        Assert.Contains("newer than this program", found[1].Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, Mark.Problem)]
    [InlineData(16, Mark.Good)]
    public void An_old_PostgreSQL_is_told(int version, Mark mark) =>
        Assert.Equal(mark, StoreCheck.Version(version).Mark);

    [Fact]
    public async Task A_database_that_cannot_be_had_is_told_and_one_that_is_not_there_yet_is_no_problem()
    {
        Assert.Equal(
            Mark.Problem,
            Assert.Single(await StoreCheck.LookAsync(null, "No connection", false, Cancel)).Mark
        );
        Assert.Equal(Mark.Note, Assert.Single(await StoreCheck.LookAsync(null, null, false, Cancel)).Mark);
    }

    [Fact]
    public void Mapping_files_that_name_a_connection_that_is_not_there_are_told()
    {
        var set = MappingSet.Of(Repository.Mappings());
        Assert.Equal(Mark.Good, Assert.Single(MappingsCheck.Look(set, ["freshdesk", "jira", "clickup"])).Mark);
        var found = MappingsCheck.Look(set, ["freshdesk", "jira"]);
        Assert.All(found, f => Assert.Contains("'clickup'", f.Found, StringComparison.Ordinal));
        Assert.All(found, f => Assert.Equal(Mark.Problem, f.Mark));
    }

    [Fact]
    public void Mapping_files_with_errors_or_none_at_all_are_told()
    {
        var bad = new MappingSet([], 1, 3, "level-2.yaml(3,1): ...");
        Assert.Contains("3 errors", Assert.Single(MappingsCheck.Look(bad, [])).Found, StringComparison.Ordinal);
        Assert.Equal(Mark.Problem, Assert.Single(MappingsCheck.Look(MappingSet.Of([]), [])).Mark);
    }

    [Fact]
    public async Task A_look_that_takes_too_long_is_a_problem_and_the_next_is_taken()
    {
        var checkup = new Checkup(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        ExaminationStep[] steps =
        [
            new(
                Checks.Credentials,
                async cancel =>
                {
                    await Task.Delay(Timeout.Infinite, cancel);
                    return [];
                }
            ),
            new(Checks.Clock, _ => Task.FromResult<IReadOnlyList<Diagnosis>>([new Diagnosis(Mark.Good, "it ticks")])),
            new(Checks.Permissions, _ => throw new InvalidOperationException("looked at without credentials")),
        ];
        var began = new List<string>();
        var report = await checkup.RunAsync(
            [new Ward("slow", steps)],
            (ward, s) => began.Add($"{ward} {s.Check}"),
            Cancel
        );

        Assert.Equal([Mark.Problem, Mark.Good, Mark.Note], report.Lines.Select(l => l.Mark));
        Assert.StartsWith("nothing came within", report.Lines[0].Found, StringComparison.Ordinal);
        Assert.Equal(["slow credentials", "slow clock", "slow permissions"], began);
    }

    private static async Task<WebApplication> TlsAsync()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var app = builder.Build();
        await app.StartAsync(Cancel);
        return app;
    }
}
