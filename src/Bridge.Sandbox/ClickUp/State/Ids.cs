using System.Globalization;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Makes ids that look as ClickUp's do, the same ones in every run.</summary>
internal sealed class Ids
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private readonly Random random = new(20);
    private long place = 901_110_000_000;
    private long task = 20_000_000;
    private long comment = 90_150_000_000_000;
    private long history = 5_229_108_827_000_000_000;
    private long trace = 8_403_805_391_000_000_000;
    private long status;

    /// <summary>Spaces, folders and lists: numbers beyond 32 bits.</summary>
    public string Place() => (++this.place).ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of the task, and its id made of it.</summary>
    public (long Sequence, string Id) Task()
    {
        var number = ++this.task;
        Span<char> text = stackalloc char[9];
        "86c".CopyTo(text);
        var rest = number * 7;
        for (var i = 8; i >= 3; i--)
        {
            text[i] = Digits[(int)(rest % 36)];
            rest /= 36;
        }

        return (number, new string(text));
    }

    public long Comment() => ++this.comment;

    public string History() => (this.history += 16_411).ToString(CultureInfo.InvariantCulture);

    public string Trace() => (this.trace += 7_919).ToString(CultureInfo.InvariantCulture);

    public string Status(string placeId) => $"p{placeId}_{++this.status:D8}";

    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        this.random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string Secret() =>
        string.Create(
            64,
            this.random,
            static (text, random) =>
            {
                foreach (ref var c in text)
                {
                    c = char.ToUpperInvariant(Digits[random.Next(36)]);
                }
            }
        );
}
