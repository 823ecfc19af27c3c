using Bridge.Settings;
using Microsoft.Extensions.Configuration;

namespace Bridge.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Good_settings_have_no_errors_and_secrets_come_from_their_files()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "  the-key\n");

        var reading = Read(
            ("Connections:desk:Kind", "Freshdesk"),
            ("Connections:desk:BaseUrl", "https://acme.freshdesk.com"),
            ("Connections:desk:ApiKeyFile", file),
            ("Connections:track:Kind", "ClickUp"),
            ("Connections:track:Token", "pk_1"),
            ("Connections:track:WorkspaceId", "9001")
        );

        Assert.Empty(reading.Errors);
        Assert.Equal("the-key", reading.Options.Connections["desk"].ApiKey);
        Assert.Equal("https://api.clickup.com", reading.Options.Connections["track"].BaseUrl);
    }

    [Fact]
    public void All_that_is_missing_is_said_at_once_with_its_key()
    {
        var errors = Read(
            ("Connections:desk:Kind", "Freshdesk"),
            ("Connections:jira:Kind", "Jira"),
            ("Connections:nothing:Zone", "Etc/UTC")
        ).Errors;

        Assert.Equal(
            [
                "Bridge:Connections:desk:BaseUrl is missing: give https://YOURS.freshdesk.com.",
                "Bridge:Connections:desk:ApiKey is missing: give the API key of the integration agent's profile.",
                "Bridge:Connections:jira:BaseUrl is missing: give https://YOURS.atlassian.net.",
                "Bridge:Connections:jira:Email is missing: give the integration user's e-mail address.",
                "Bridge:Connections:jira:ApiToken is missing: give an API token of the integration user.",
                "Bridge:Connections:nothing:Kind is missing: give Freshdesk, Jira or ClickUp.",
            ],
            errors
        );
    }

    [Theory]
    [InlineData("Connections:d:BaseUrl", "http://acme.freshdesk.com", "only https:// is taken")]
    [InlineData("Connections:d:BaseUrl", "acme.freshdesk.com", "give the whole address")]
    [InlineData("Connections:d:Zone", "Dublin", "IANA zone")]
    [InlineData("Connections:d:RequestsPerMinute", "0", "at least 1")]
    [InlineData("Connections:d:PollEvery", "00:00:00.5", "at least 00:00:01")]
    [InlineData("Concurrency", "0", "from 1 to 1000")]
    [InlineData("WaitsTooLong", "00:00:01", "from 00:00:10")]
    [InlineData("DriftPerHour", "-1", "from 0 (none) to 100000")]
    [InlineData("KeepStories", "00:10:00", "at least a day")]
    [InlineData("NightlyAt", "25:00", "NightlyAt")]
    [InlineData("PublicUrl", "bridge", "https://bridge.example.com")]
    [InlineData("Connections:d:ApiKeyFile", "/no/such/file", "are both set")]
    [InlineData("Connections:d:WebhookSecretFile", "/no/such/file", "cannot be read")]
    public void A_wrong_value_is_named_with_its_cure(string key, string value, string says)
    {
        var errors = Read(
            ("Connections:d:Kind", "Freshdesk"),
            ("Connections:d:BaseUrl", "https://acme.freshdesk.com"),
            ("Connections:d:ApiKey", "canary-key"),
            (key, value)
        ).Errors;

        Assert.Contains(says, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest()
    {
        var errors = Read(
            ("Connections:d:Kind", "ClickUp"),
            ("Connections:d:WorkspacId", "1"),
            ("Connections:d:Token", "t")
        ).Errors;

        Assert.Contains(errors, e => e.Contains("WorkspacId", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("Did you mean 'WorkspaceId'?", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_named_with_its_place()
    {
        var error = Assert.Single(Read(("Connections:d:Kind", "ClckUp")).Errors);

        Assert.Contains("ClckUp", error, StringComparison.Ordinal);
        Assert.Contains("Bridge:Connections:d:Kind", error, StringComparison.Ordinal);
    }

    private static SettingsReading Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            all["Bridge:" + key] = value;
        }

        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
