namespace Bridge.Core.Text;

/// <summary>One line of a list in a format that says the depth on each line; the outermost depth is 0.</summary>
internal sealed record ListLine(int Depth, bool IsOrdered, EquatableList<Inline> Content)
{
    /// <summary>The lists that successive lines make.</summary>
    public static List<Block> Lists(IReadOnlyList<ListLine> lines)
    {
        var next = 0;
        return Lists(lines, ref next, 0);
    }

    private static List<Block> Lists(IReadOnlyList<ListLine> lines, ref int next, int depth)
    {
        var lists = new List<Block>();
        var items = new List<ListItem>();
        var ordered = false;
        while (next < lines.Count && lines[next].Depth >= depth)
        {
            var line = lines[next];
            if (line.Depth > depth && items.Count > 0 && depth < 20)
            {
                items[^1] = new ListItem(items[^1].Content.Concat(Lists(lines, ref next, depth + 1)).ToEquatableList());
                continue;
            }

            if (items.Count > 0 && ordered != line.IsOrdered)
            {
                lists.Add(Make(items, ordered));
                items.Clear();
            }

            ordered = line.IsOrdered;
            items.Add(new ListItem([new Block.Paragraph(line.Content)]));
            next++;
        }

        if (items.Count > 0)
        {
            lists.Add(Make(items, ordered));
        }

        return lists;
    }

    private static Block Make(List<ListItem> items, bool ordered) =>
        ordered ? new Block.OrderedList(1, items.ToEquatableList()) : new Block.BulletList(items.ToEquatableList());
}
