using System.Text.Json;

namespace Bridge.Sandbox.Jira.Rest;

/// <summary>A page by startAt and maxResults.</summary>
internal sealed record Page(int StartAt, int MaxResults)
{
    public static Page Of(Call call, int usual, int most) =>
        new(Math.Max(0, call.QueryNumber("startAt", 0)), Math.Clamp(call.QueryNumber("maxResults", usual), 1, most));

    /// <summary>The answer with self, nextPage, isLast and values.</summary>
    public Answer Answer<T>(Call call, string path, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var (start, size) = (this.StartAt, this.MaxResults);
        return Rest.Answer.Object(json =>
        {
            var next = start + size;
            json.WriteString("self", call.Form.Self($"{path}?startAt={start}&maxResults={size}"));
            if (next < all.Count)
            {
                json.WriteString("nextPage", call.Form.Self($"{path}?startAt={next}&maxResults={size}"));
            }

            json.WriteNumber("maxResults", size);
            json.WriteNumber("startAt", start);
            json.WriteNumber("total", all.Count);
            json.WriteBoolean("isLast", next >= all.Count);
            json.WriteStartArray("values");
            foreach (var item in all.Skip(start).Take(size))
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }
}
