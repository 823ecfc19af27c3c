namespace Bridge.Core.Text;

/// <summary>Parts a line of a wiki table into its cells.</summary>
internal static class WikiRow
{
    public static TableRow Read(string line)
    {
        var cells = new List<TableCell>();
        var index = 0;
        while (index < line.Length)
        {
            var isHeader = line.AsSpan(index).StartsWith("||");
            var from = index + (isHeader ? 2 : 1);
            var to = End(line, Math.Min(from, line.Length));
            if (to == line.Length && string.IsNullOrWhiteSpace(line[Math.Min(from, line.Length)..]))
            {
                break;
            }

            cells.Add(new TableCell(isHeader, WikiInlines.Read(line[from..to])));
            index = to;
        }

        return new TableRow(cells.ToEquatableList());
    }

    /// <summary>The next bar that is neither escaped nor inside a link.</summary>
    private static int End(string line, int from)
    {
        var index = from;
        while (index < line.Length && line[index] != '|')
        {
            if (line[index] == '\\')
            {
                index += 2;
            }
            else if (line[index] == '[' && WikiInlines.EndOfLink(line, index) is > 0 and var end)
            {
                index = end + 1;
            }
            else
            {
                index++;
            }
        }

        return Math.Min(index, line.Length);
    }
}
