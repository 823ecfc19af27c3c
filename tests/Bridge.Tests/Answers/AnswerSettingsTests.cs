using Bridge.Answers;
using Bridge.Settings;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace Bridge.Tests.Answers;

public sealed class AnswerSettingsTests
{
    [Fact]
    public void Without_a_key_one_is_made_once_for_its_owners_eyes()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bridge-key-{Guid.NewGuid():N}");
        var options = new BridgeOptions { DataFolder = folder };

        var keys = Enumerable.Range(0, 3).Select(_ => AnswerKey.Of(options)).ToList();

        Assert.Single(keys.Distinct());
        Assert.Equal(32, Convert.FromBase64String(keys[0]).Length);
        var file = Assert.Single(Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_key_of_the_settings_is_used_and_a_short_one_refused_without_being_told()
    {
        var good = Read(("Bridge:AnswerKey", "a key of at least thirty-two characters"));
        var bad = Read(("Bridge:AnswerKey", "canary"));

        Assert.Equal("a key of at least thirty-two characters", AnswerKey.Of(good.Options));
        Assert.StartsWith("Bridge:AnswerKey is too short", Assert.Single(bad.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", bad.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_asks_its_customers_needs_the_public_address()
    {
        var asking = EndToEnd.ValidationWorld.Process;

        var error = Assert.Single(
            Read().With([.. Repository.Mappings().Where(p => p.Validation is null), asking]).Errors
        );
        Assert.StartsWith("Bridge:PublicUrl is missing: the process 'Asking'", error, StringComparison.Ordinal);
        Assert.Empty(Read(("Bridge:PublicUrl", "https://bridge.example.com")).With([asking]).Errors);
    }

    private static SettingsReading Read(params (string Key, string? Value)[] settings) =>
        SettingsReader.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build()
        );
}
