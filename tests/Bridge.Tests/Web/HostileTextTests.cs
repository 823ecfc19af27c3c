using Bridge.Core.Model;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Web;

public sealed class HostileTextTests(PostgresFixture postgres)
{
    private const string Script = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Whatever_people_and_tools_write_comes_out_as_text()
    {
        await using var host = await PageHost.StartAsync(postgres, mappings: PageHost.Shipped());
        var id = await Seeds.CaseAsync(
            host.Source,
            Seeds.Fixing("1") with
            {
                Stage = Script,
                Base = Seeds.Fixing("1").Base.SetItem(Script, new FieldBase(null, new FieldValue.Text(Script), null)),
            },
            Script
        );
        await Seeds.FindingAsync(host.Source, id, Script, Script);
        await Seeds.EffectAsync(host.Source, id, "reply", Side.Helpdesk, "refused", Script, Script);
        await Seeds.TimelineAsync(host.Source, id, Script, Script);
        await Seeds.QuarantineAsync(host.Source, Script, Script);
        foreach (var path in new[] { "/", "/cases", $"/cases/{id}", "/findings", "/quarantine" })
        {
            var page = await host.GetAsync(path);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script", page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_search_comes_back_as_text()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var page = await host.GetAsync("/cases?stage=x&q=" + Uri.EscapeDataString(Script));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_a_script_is_no_link()
    {
        await using var host = await PageHost.StartAsync(postgres);
        var id = await Seeds.CaseAsync(host.Source, Seeds.Fixing("1", "javascript:alert(1)"), "A ticket");
        Assert.DoesNotContain("javascript:", await host.GetAsync($"/cases/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_shown_up_to_4_kilobytes_whatever_its_bytes()
    {
        await using var host = await PageHost.StartAsync(postgres);
        await Seeds.QuarantineAsync(host.Source, "too long", "\0\u001b[31m" + new string('a', 5000) + "END");
        var page = await host.GetAsync("/quarantine");
        Assert.Contains("5,009 bytes", page, StringComparison.Ordinal);
        Assert.Contains("its first 4,096 bytes", page, StringComparison.Ordinal);
        Assert.DoesNotContain("END", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
    }

    [Fact]
    public async Task No_script_is_allowed_to_run()
    {
        await using var host = await PageHost.StartAsync(postgres);
        using var answer = await host.SendAsync(HttpMethod.Get, "/");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'self';", policy, StringComparison.Ordinal);
    }
}
