using System.Collections.Immutable;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Query;

/// <summary>Reads JQL: AND, OR, NOT, brackets, the usual operators, ORDER BY.</summary>
internal sealed class JqlParser
{
    private const int OrderLimit = 7;
    private readonly JqlScope scope;
    private readonly List<JqlToken> tokens;
    private readonly JqlClauses clauses;
    private int at;

    private JqlParser(string jql, JqlScope scope)
    {
        this.scope = scope;
        this.tokens = JqlLexer.Read(jql);
        this.clauses = new JqlClauses(scope);
    }

    private JqlToken Current => this.tokens[this.at];

    /// <summary>The query, or the 400 that Jira answers; a query without a restriction is refused on Cloud.</summary>
    public static Outcome<JqlQuery> Parse(string jql, JqlScope scope)
    {
        try
        {
            return new JqlParser(jql, scope).Query();
        }
        catch (JqlException error)
        {
            return Problem.Of(400, error.Message);
        }
    }

    private JqlQuery Query()
    {
        JqlTest where = static (_, _) => true;
        if (this.Current.Kind != JqlKind.End && !this.Current.IsWord("order"))
        {
            where = this.Or();
        }
        else if (this.scope.Site.Options.Flavor == JiraFlavor.Cloud)
        {
            throw new JqlException(
                "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
            );
        }

        var orders = this.Current.IsWord("order") ? this.Orders() : [];
        if (this.Current.Kind != JqlKind.End)
        {
            throw new JqlException(
                $"Error in JQL Query: Expecting either 'OR' or 'AND' but got '{this.Current.Text}'."
            );
        }

        return new JqlQuery(where, orders)
        {
            LabelHint = this.clauses.Label,
            UpdatedHint = this.clauses.UpdatedSince,
            IssueHint = this.clauses.Named,
        };
    }

    private JqlTest Or()
    {
        var start = this.clauses.Mark();
        var test = this.And();
        while (this.Current.IsWord("or"))
        {
            this.at++;
            this.clauses.Forget(start);
            var (left, right) = (test, this.And());
            this.clauses.Forget(start);
            test = (issue, state) => left(issue, state) || right(issue, state);
        }

        return test;
    }

    private JqlTest And()
    {
        var test = this.Unary();
        while (this.Current.IsWord("and"))
        {
            this.at++;
            var (left, right) = (test, this.Unary());
            test = (issue, state) => left(issue, state) && right(issue, state);
        }

        return test;
    }

    private JqlTest Unary()
    {
        if (this.Current.IsWord("not"))
        {
            this.at++;
            var start = this.clauses.Mark();
            var inner = this.Unary();
            this.clauses.Forget(start);
            return (issue, state) => !inner(issue, state);
        }

        if (this.Current.Kind != JqlKind.Open)
        {
            return this.Clause();
        }

        this.at++;
        var test = this.Or();
        if (this.Current.Kind != JqlKind.Close)
        {
            throw new JqlException("Error in JQL Query: Expecting ')' before the end of the query.");
        }

        this.at++;
        return test;
    }

    private JqlTest Clause()
    {
        if (this.Current.Kind is not (JqlKind.Word or JqlKind.Quoted))
        {
            throw new JqlException(
                this.Current.Kind == JqlKind.End
                    ? "Error in JQL Query: Expecting a field name before the end of the query."
                    : $"Error in JQL Query: Expecting a field name but got '{this.Current.Text}'."
            );
        }

        var field = this.Next().Text;
        return this.clauses.Test(field, this.Operator(), this.Values());
    }

    private string Operator()
    {
        var token = this.Next();
        if (token.Kind == JqlKind.Operator)
        {
            return token.Text;
        }

        if (token.IsWord("in"))
        {
            return "in";
        }

        if (token.IsWord("not") && this.Current.IsWord("in"))
        {
            this.at++;
            return "not in";
        }

        if (token.IsWord("is"))
        {
            var isNot = this.Current.IsWord("not");
            this.at += isNot ? 1 : 0;
            return isNot ? "is not" : "is";
        }

        throw new JqlException(
            "Error in JQL Query: Expecting operator before the end of the query. The valid operators are '=', '!=', "
                + "'<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'."
        );
    }

    private ImmutableArray<JqlToken> Values()
    {
        if (this.Current.Kind != JqlKind.Open)
        {
            return [this.Value()];
        }

        this.at++;
        var values = ImmutableArray.CreateBuilder<JqlToken>();
        do
        {
            values.Add(this.Value());
        } while (this.Next() is { Kind: JqlKind.Comma });

        return this.tokens[this.at - 1].Kind == JqlKind.Close
            ? values.ToImmutable()
            : throw new JqlException("Error in JQL Query: Expecting ')' before the end of the query.");
    }

    private JqlToken Value()
    {
        if (this.Current.Kind is not (JqlKind.Word or JqlKind.Quoted))
        {
            throw new JqlException(
                "Error in JQL Query: Expecting either a value, list or function before the end of the query."
            );
        }

        var token = this.Next();
        if (token.Kind != JqlKind.Word || this.Current.Kind != JqlKind.Open)
        {
            return token;
        }

        this.at++;
        if (this.Next().Kind != JqlKind.Close)
        {
            throw new JqlException($"Error in JQL Query: Expecting ')' after '{token.Text}('.");
        }

        return new JqlToken(JqlKind.Word, token.Text + "()");
    }

    private List<JqlOrder> Orders()
    {
        this.at++;
        if (!this.Next().IsWord("by"))
        {
            throw new JqlException("Error in JQL Query: Expecting 'by' after 'order'.");
        }

        var orders = new List<JqlOrder>();
        while (true)
        {
            var field = this.Next().Text;
            var descending = this.Current.IsWord("desc");
            this.at += descending || this.Current.IsWord("asc") ? 1 : 0;
            orders.Add(new JqlOrder(this.clauses.SortKey(field), descending));
            if (this.Current.Kind != JqlKind.Comma)
            {
                break;
            }

            this.at++;
        }

        return orders.Count <= OrderLimit
            ? orders
            : throw new JqlException($"The maximum number of ORDER BY fields is {OrderLimit}.");
    }

    private JqlToken Next()
    {
        var token = this.Current;
        this.at = Math.Min(this.at + 1, this.tokens.Count - 1);
        return token;
    }
}
