using System.Text.Json;
using Bridge.Sandbox.Jira.Events;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.Text;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.State;

/// <summary>Writes, changes and deletes comments.</summary>
internal sealed class CommentBook(Site site, WebhookFeed feed)
{
    public Outcome<Comment> Add(JiraUser author, Issue issue, JsonElement input, WireForm form)
    {
        var (body, problem) = this.Body(issue, input, form);
        if (problem is not null)
        {
            return problem;
        }

        var comment = new Comment(site.NewId(), issue, author, body!, site.Now) { Visibility = Restriction(input) };
        foreach (var property in Json.Items(input, "properties"))
        {
            comment.Properties[Json.Text(property, "key") ?? ""] = property.GetProperty("value").GetRawText();
        }

        issue.Comments.Add(comment);
        site.Comments.Add(comment.Id, comment);
        IssueWriter.Touch(site, issue);
        feed.CommentEvent("comment_created", comment, author);
        return comment;
    }

    /// <summary>Adds the comments of an edit or a transition, which were checked before.</summary>
    public void AddAll(JiraUser author, Issue issue, IReadOnlyList<JsonElement> inputs, WireForm form)
    {
        foreach (var input in inputs)
        {
            this.Add(author, issue, input, form);
        }
    }

    /// <summary>Why one of the comments of a transition would be refused; null means that all are good.</summary>
    public Problem? Refusal(Issue issue, IReadOnlyList<JsonElement> inputs, WireForm form) =>
        inputs.Select(input => this.Body(issue, input, form).Problem).FirstOrDefault(p => p is not null);

    public Problem? Edit(JiraUser author, Comment comment, JsonElement input, WireForm form)
    {
        var (body, problem) = this.Body(comment.Issue, input, form, isNew: false);
        if (problem is not null)
        {
            return problem;
        }

        comment.Body = body!;
        comment.UpdateAuthor = author;
        comment.Updated = site.Now;
        if (Json.Has(input, "visibility"))
        {
            comment.Visibility = Restriction(input);
        }

        foreach (var property in Json.Items(input, "properties"))
        {
            comment.Properties[Json.Text(property, "key") ?? ""] = property.GetProperty("value").GetRawText();
        }

        IssueWriter.Touch(site, comment.Issue);
        feed.CommentEvent("comment_updated", comment, author);
        return null;
    }

    public void Delete(JiraUser author, Comment comment)
    {
        comment.Issue.Comments.Remove(comment);
        site.Comments.Remove(comment.Id);
        IssueWriter.Touch(site, comment.Issue);
        feed.CommentEvent("comment_deleted", comment, author);
    }

    private static Visibility? Restriction(JsonElement input) =>
        Json.Part(input, "visibility", JsonValueKind.Object) is { } given
        && (Json.Text(given, "value") ?? Json.Text(given, "identifier")) is { } value
            ? new Visibility(Json.Text(given, "type") ?? "role", value, Json.Text(given, "identifier"))
            : null;

    private Outcome<RichText> Body(Issue issue, JsonElement input, WireForm form, bool isNew = true)
    {
        if (isNew && issue.Comments.Count >= site.Options.CommentsPerIssue)
        {
            return Problem.Of(413, "The number of comments on the issue exceeds the limit.");
        }

        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty("body", out var body))
        {
            return Problem.OfField("comment", "Comment body can not be empty!");
        }

        RichText text;
        if (form.UsesAdf)
        {
            if (!AdfCheck.IsDocument(body))
            {
                return Problem.OfField("comment", "Comment body is not valid!");
            }

            text = RichText.FromAdf(body);
        }
        else if (body.ValueKind == JsonValueKind.String)
        {
            text = RichText.FromMarkup(body.GetString()!);
        }
        else
        {
            return Problem.OfField("comment", "Comment body is not valid!");
        }

        return text.IsEmpty ? Problem.OfField("comment", "Comment body can not be empty!")
            : text.Markup.Length > RichTextType.Limit
                ? Problem.OfField(
                    "comment",
                    "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
                )
            : text;
    }
}
