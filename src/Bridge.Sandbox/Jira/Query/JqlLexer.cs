using System.Text;

namespace Bridge.Sandbox.Jira.Query;

internal enum JqlKind
{
    Word,
    Quoted,
    Operator,
    Open,
    Close,
    Comma,
    End,
}

internal readonly record struct JqlToken(JqlKind Kind, string Text)
{
    public bool IsWord(string word) =>
        this.Kind == JqlKind.Word && string.Equals(this.Text, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts JQL into tokens. Throws <see cref="JqlException"/> for an open quote.</summary>
internal static class JqlLexer
{
    public static List<JqlToken> Read(string jql)
    {
        var tokens = new List<JqlToken>();
        for (var at = 0; at < jql.Length; )
        {
            var c = jql[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '"' or '\'')
            {
                tokens.Add(Quoted(jql, ref at));
            }
            else if (c is '(' or ')' or ',')
            {
                tokens.Add(
                    new JqlToken(
                        c == '(' ? JqlKind.Open
                            : c == ')' ? JqlKind.Close
                            : JqlKind.Comma,
                        c.ToString()
                    )
                );
                at++;
            }
            else if (c is '=' or '!' or '<' or '>' or '~')
            {
                var length = at + 1 < jql.Length && jql[at + 1] is '=' or '~' && c != '=' && c != '~' ? 2 : 1;
                tokens.Add(new JqlToken(JqlKind.Operator, jql.Substring(at, length)));
                at += length;
            }
            else
            {
                var start = at;
                while (
                    at < jql.Length
                    && !char.IsWhiteSpace(jql[at])
                    && "()=!<>~,\"'".IndexOf(jql[at], StringComparison.Ordinal) < 0
                )
                {
                    at++;
                }

                tokens.Add(new JqlToken(JqlKind.Word, jql[start..at]));
            }
        }

        tokens.Add(new JqlToken(JqlKind.End, ""));
        return tokens;
    }

    private static JqlToken Quoted(string jql, ref int at)
    {
        var quote = jql[at++];
        var text = new StringBuilder();
        while (at < jql.Length && jql[at] != quote)
        {
            if (jql[at] == '\\' && at + 1 < jql.Length)
            {
                at++;
            }

            text.Append(jql[at++]);
        }

        if (at >= jql.Length)
        {
            throw new JqlException($"Error in JQL Query: The quoted string '{text}' has not been completed.");
        }

        at++;
        return new JqlToken(JqlKind.Quoted, text.ToString());
    }
}

/// <summary>The query is wrong; the message is Jira's.</summary>
internal sealed class JqlException(string message) : Exception(message);
