namespace Bridge.Web;

/// <summary>A text in pieces, those marked that somebody should look at.</summary>
internal static class MarkedText
{
    /// <summary>The pieces in order; put together they are the text..</summary>
    public static IReadOnlyList<(string Text, bool IsMarked)> Of(string text, IEnumerable<string> words)
    {
        var marked = new bool[text.Length];
        foreach (var word in words.Where(w => w.Length > 0))
        {
            for (
                var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
                at >= 0;
                at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
            )
            {
                Array.Fill(marked, true, at, word.Length);
            }
        }

        var pieces = new List<(string, bool)>();
        for (var from = 0; from < text.Length; )
        {
            var to = from + 1;
            while (to < text.Length && marked[to] == marked[from])
            {
                to++;
            }

            pieces.Add((text[from..to], marked[from]));
            from = to;
        }

        return pieces;
    }
}
