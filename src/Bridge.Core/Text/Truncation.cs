namespace Bridge.Core.Text;

/// <summary>Shortens a document to what a field of a tool takes.</summary>
public static class Truncation
{
    /// <summary>
    /// The document if it is short enough, else its beginning, cut at the border of a block or word, and the note as a
    /// last paragraph. The measure is the plain text unless another is given; a note longer than the limit is cut too.
    /// </summary>
    public static TextDoc Truncate(this TextDoc doc, int maxChars, string note, Func<TextDoc, int>? measure = null)
    {
        measure ??= static text => PlainText.Write(text).Length;
        var whole = doc.Normalise();
        if (measure(whole) <= maxChars)
        {
            return whole;
        }

        var ending = TextDoc.Of(note);
        var kept = 0;
        var over = WordCut.Count(whole) + 1;
        while (over - kept > 1)
        {
            var middle = kept + ((over - kept) / 2);
            (kept, over) = measure(Cut(whole, middle, ending)) <= maxChars ? (middle, over) : (kept, middle);
        }

        var shortened = Cut(whole, kept, ending);
        return measure(shortened) <= maxChars ? shortened : ShortNote(note, maxChars, measure);
    }

    private static TextDoc Cut(TextDoc doc, int words, TextDoc ending)
    {
        var begin = new WordCut(words).Blocks(doc.Blocks);
        return new TextDoc(begin.Concat(ending.Blocks).ToEquatableList()).Normalise();
    }

    private static TextDoc ShortNote(string note, int maxChars, Func<TextDoc, int> measure)
    {
        for (var length = Math.Min(note.Length, maxChars); length > 0; length--)
        {
            var doc = TextDoc.Of(note[..length]);
            if (measure(doc) <= maxChars)
            {
                return doc;
            }
        }

        return TextDoc.Empty;
    }
}
