using System.Text;
using Bridge.Logging;

namespace Bridge.Cli;

/// <summary>
/// What commands write to, in front of the terminal: subjects, names and messages of tools pass through here, and none may
/// move the cursor, set a title or hide what was written. Colours pass, line ends and tabs too.
/// </summary>
internal sealed class TerminalWriter(TextWriter terminal) : TextWriter(terminal.FormatProvider)
{
    private const char Escape = '\u001b';

    /// <summary>Longer than any colour; what was held back this long is none.</summary>
    private const int LongestColour = 32;

    private readonly StringBuilder held = new();

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Puts one before the outputs of this process.</summary>
    public static void Guard()
    {
        Console.SetOut(Synchronized(new TerminalWriter(Console.Out)));
        Console.SetError(Synchronized(new TerminalWriter(Console.Error)));
    }

    public override void Write(char value)
    {
        if (this.held.Length > 0)
        {
            this.Held(value);
        }
        else if (value is Escape or '\r')
        {
            this.held.Append(value);
        }
        else if (value is '\n' or '\t' || !CleanText.IsUnsafe(value))
        {
            terminal.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => this.Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (this.held.Length == 0 && IsPlain(buffer))
        {
            terminal.Write(buffer);
            return;
        }

        foreach (var c in buffer)
        {
            this.Write(c);
        }
    }

    public override void Write(string? value) => this.Write(value.AsSpan());

    public override void Flush() => terminal.Flush();

    public override Task FlushAsync() => terminal.FlushAsync();

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (CleanText.IsUnsafe(c) && c is not ('\n' or '\t'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A colour is ESC [ digits and semicolons m; of anything else the escape is left out and the rest is text. A carriage
    /// return is part of a line end, or would write over what stands there.
    /// </summary>
    private void Held(char value)
    {
        if (this.held[0] == '\r')
        {
            this.held.Clear();
            terminal.Write(value == '\n' ? "\r" : "");
            this.Write(value);
            return;
        }

        this.held.Append(value);
        var isPart = this.held.Length == 2 ? value == '[' : char.IsAsciiDigit(value) || value == ';';
        if (isPart && this.held.Length < LongestColour)
        {
            return;
        }

        var text = this.held.ToString();
        this.held.Clear();
        if (value == 'm' && text.Length > 2 && text[1] == '[')
        {
            terminal.Write(text);
            return;
        }

        foreach (var c in text[1..])
        {
            this.Write(c);
        }
    }
}
