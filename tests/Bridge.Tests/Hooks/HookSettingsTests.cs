using Bridge.Core.Mappings;
using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace Bridge.Tests.Hooks;

public sealed class HookSettingsTests
{
    [Theory]
    [InlineData("Url", "", "Bridge:Webhooks:chat:Url is missing")]
    [InlineData("Url", "ftp://x.example/", "give one that begins with https://")]
    [InlineData("Url", "http://x.example/canary", "give one that begins with https://")]
    [InlineData("Header", "X Token", "is no name of a header")]
    [InlineData("Secret", "a\nb", "a header is one line")]
    [InlineData("Body", "{\"text\": \"{{txt}}\"}", "Bridge:Webhooks:chat:Body names 'txt'")]
    [InlineData("Body", "{\"text\": {{text}}}", "is no JSON once it is filled in")]
    [InlineData("Uri", "x", "There is no setting 'Uri' under Bridge. Did you mean 'Url'?")]
    public void A_wrong_value_is_named_with_its_cure_and_without_the_address(string key, string value, string says)
    {
        var errors = Read((key, value)).Errors;

        Assert.Contains(errors, e => e.Contains(says, StringComparison.Ordinal));
        Assert.All(errors, e => Assert.DoesNotContain("canary", e, StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_of_this_machine_and_one_from_a_file_are_taken()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "https://chat.example/secret\n");

        Assert.Empty(Read(("Url", "http://127.0.0.1:9/")).Errors);
        Assert.Equal("https://chat.example/secret", Read(("Url", ""), ("UrlFile", file)).Options.Webhooks["chat"].Url);
    }

    [Fact]
    public void A_webhook_that_a_step_tells_must_be_in_the_settings()
    {
        var process = Repository.Mappings()[0];
        var telling = process with
        {
            File = "x.yaml",
            Validation = null,
            Sla = new SlaRule { Steps = [new SlaStep(1, [], null) { PostTo = "chatt" }] },
        };

        Assert.Equal(
            [
                "x.yaml tells the webhook 'chatt', which the settings do not have. Add Bridge:Webhooks:chatt:Url, or name one of: chat.",
            ],
            Read().With([telling]).Errors
        );
    }

    private static SettingsReading Read(params (string Key, string Value)[] changes)
    {
        var all = new Dictionary<string, string?> { ["Bridge:Webhooks:chat:Url"] = "https://chat.example/hook" };
        foreach (var (key, value) in changes)
        {
            all[$"Bridge:Webhooks:chat:{key}"] = value;
        }

        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
