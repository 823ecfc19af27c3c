using Bridge.Connectors;
using Bridge.Settings;

namespace Bridge.Tests.Settings;

public sealed class SecretMaskTests
{
    private readonly BridgeOptions options = new()
    {
        AdminPassword = "password-of-the-pages",
        AnswerKey = "key-of-the-answers",
    };

    public SecretMaskTests()
    {
        this.options.Connections["jira"] = new ConnectionOptions
        {
            Email = "bridge@example.com",
            ApiToken = "token-of-jira",
            WebhookSecret = "first-of-jira\nsecond-of-jira",
        };
        this.options.Connections["desk"] = new ConnectionOptions { ApiKey = "key/of+desk" };
        this.options.Webhooks["chat"] = new WebhookOptions
        {
            Url = "https://chat.example.com/hooks/T0/B0/secretpath",
            Secret = "Bearer of-the-chat",
        };
    }

    [Theory]
    [InlineData("token-of-jira")]
    [InlineData("first-of-jira")]
    [InlineData("second-of-jira")]
    [InlineData("YnJpZGdlQGV4YW1wbGUuY29tOnRva2VuLW9mLWppcmE=")]
    [InlineData("key/of+desk")]
    [InlineData("key%2Fof%2Bdesk")]
    [InlineData("password-of-the-pages")]
    [InlineData("key-of-the-answers")]
    [InlineData("/hooks/T0/B0/secretpath")]
    [InlineData("Bearer of-the-chat")]
    [InlineData("password-of-postgres")]
    [InlineData("/answer/AQEAAAABAAAAAAAAAAcAAAAAZ0XyAAbcdef")]
    public void Each_kind_of_secret_is_masked_in_all_its_forms(string secret)
    {
        var mask = new SecretMask(this.options, "Host=db;Username=bridge;Password=password-of-postgres");

        Assert.DoesNotContain(secret, mask.Clean($"it said '{secret}' to us"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_was_renewed_is_masked_and_so_is_the_old_one()
    {
        var mask = new SecretMask(this.options, null);
        Assert.Equal("***", mask.Clean("token-of-jira"));
        this.options.Connections["jira"].ApiToken = "another-of-jira";

        Assert.Equal("*** then ***", mask.Clean("token-of-jira then another-of-jira"));
    }

    [Fact]
    public void Words_stay_words()
    {
        this.options.Connections["desk"].ApiKey = "key";
        var mask = new SecretMask(this.options, "no connection string at all");

        Assert.Equal("the key of the desk", mask.Clean("the key of the desk"));
    }
}
