using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Freshdesk.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.Freshdesk.Wire;

/// <summary>Binds paths below <c>/api/v2</c> to what answers them; reads the body and holds the account while it is answered.</summary>
internal sealed class Router(IEndpointRouteBuilder routes, Account account)
{
    public void Get(string pattern, Func<Call, Answer> answer) => this.Map("GET", pattern, answer);

    public void Post(string pattern, Func<Call, Answer> answer) => this.Map("POST", pattern, answer);

    public void Put(string pattern, Func<Call, Answer> answer) => this.Map("PUT", pattern, answer);

    public void Delete(string pattern, Func<Call, Answer> answer) => this.Map("DELETE", pattern, answer);

    private static async Task<Payload?> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            return await ReadFormAsync(request);
        }

        if (request.Body.Length == 0)
        {
            return Payload.Of([]);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? new Payload(root.Clone(), [], FromForm: false) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Payload> ReadFormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var attributes = new JsonObject();
        foreach (var (key, values) in form)
        {
            var open = key.IndexOf('[', StringComparison.Ordinal);
            if (key.EndsWith("[]", StringComparison.Ordinal))
            {
                attributes[key[..^2]] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
            }
            else if (open > 0 && key[^1] == ']')
            {
                var group = attributes[key[..open]] as JsonObject ?? [];
                group[key[(open + 1)..^1]] = values.ToString();
                attributes[key[..open]] = group;
            }
            else
            {
                attributes[key] = values.ToString();
            }
        }

        var files = new List<SentFile>();
        foreach (var file in form.Files)
        {
            if (file.Name is not "attachments[]")
            {
                attributes[file.Name] = file.FileName;
                continue;
            }

            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            files.Add(new SentFile(file.FileName, file.ContentType ?? "application/octet-stream", bytes.ToArray()));
        }

        return Payload.Of(attributes, files) with
        {
            FromForm = true,
        };
    }

    private void Map(string method, string pattern, Func<Call, Answer> answer) =>
        routes.MapMethods(
            "/api/v2" + pattern,
            [method],
            async context =>
            {
                var payload = method is "POST" or "PUT" ? await ReadAsync(context.Request) : Payload.Of([]);
                var agent = Admission.AgentOf(context);
                var result = payload is null
                    ? Answer.Of(new Refusal(400, [], "invalid_json", "Request body has invalid json format"))
                    : account.Enter(a => answer(new Call(context, a, agent, payload)));
                await result.SendAsync(context.Response);
            }
        );
}
