using Bridge.Sandbox.ClickUp.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridge.Sandbox.ClickUp.Routes;

/// <summary>Where files are downloaded: addresses that nobody can guess and that need no token.</summary>
internal sealed class FileRoutes(World world)
{
    private const string Root = "/attachments";

    public static bool IsOf(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.Ordinal);

    public static string Url(World world, Attachment attachment) =>
        $"{world.FileHost()}{Root}/t{world.TeamId}/{attachment.Id}/{Uri.EscapeDataString(attachment.Title)}";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Root + "/{team}/{id}/{name}", this.Get);

    private IResult Get(string id)
    {
        Attachment? file;
        lock (world.Gate)
        {
            file = world.Files.GetValueOrDefault(id);
        }

        return file is { Deleted: false } ? Results.Bytes(file.Content, file.MimeType) : Results.NotFound();
    }
}
