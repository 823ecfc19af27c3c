using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>One API call: who calls, with what.</summary>
internal sealed class Call(HttpContext context, ClickUpUser user, JsonElement body)
{
    public ClickUpUser User { get; } = user;

    public JsonElement Body { get; } = body;

    public TaskQuery Query { get; } = new(context.Request.Query);

    public string Route(string name) => (string)context.GetRouteValue(name)!;
}

/// <summary>Answers a call by writing JSON, or by the refusal it returns. Runs while the world's gate is held.</summary>
internal delegate Refusal? Handler(Call call, Utf8JsonWriter json);
