using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>One change to the outside world, decided by a plan and journaled before it runs. The set is closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CreateItem), "create")]
[JsonDerivedType(typeof(LinkItem), "link")]
[JsonDerivedType(typeof(Update), "update")]
[JsonDerivedType(typeof(AddNote), "note")]
[JsonDerivedType(typeof(Reply), "reply")]
[JsonDerivedType(typeof(AddComment), "comment")]
[JsonDerivedType(typeof(EditNote), "edit note")]
[JsonDerivedType(typeof(EditComment), "edit comment")]
[JsonDerivedType(typeof(RemoveNote), "remove note")]
[JsonDerivedType(typeof(RemoveComment), "remove comment")]
[JsonDerivedType(typeof(Attach), "attach")]
[JsonDerivedType(typeof(DraftArticle), "article")]
public abstract record Effect
{
    private Effect() { }

    /// <summary>Unique in its case: an effect with a key that is in the journal is not planned again.</summary>
    public required string Key { get; init; }

    /// <summary>Why, in a sentence for an admin.</summary>
    public required string Reason { get; init; }

    [JsonIgnore]
    public abstract Side Side { get; }

    /// <summary>Makes the issue or task for the case.</summary>
    /// <param name="Container">The ClickUp list id or Jira project key of the mapping.</param>
    /// <param name="ItemType">Jira issue type by name; null takes the tracker's default.</param>
    /// <param name="Status">The status to create it in, by label (ClickUp), or to move it to at once (Jira); null: the first.</param>
    /// <param name="Marker">Text unique to the case, put where the tracker can search for it (label, text field), so that it is found again.</param>
    public sealed record CreateItem(
        string Container,
        string? ItemType,
        string Title,
        string BodyHtml,
        FieldBag Values,
        string? Status,
        string Marker
    ) : Effect
    {
        /// <summary>The name of the ClickUp text field that carries the marker; null where labels do (Jira).</summary>
        public string? MarkerField { get; init; }

        /// <summary>The ticket's address, for a link back (Jira: a remote link).</summary>
        public string TicketUrl { get; init; } = "";

        /// <summary>What the link back is called.</summary>
        public string TicketTitle { get; init; } = "";

        public override Side Side => Side.Tracker;
    }

    /// <summary>Links the case to an item that exists, by the key that an agent typed.</summary>
    public sealed record LinkItem(string TypedKey) : Effect
    {
        /// <summary>Text unique to the case, added where the tracker can search for it (Jira: a label); empty: none is.</summary>
        public string Marker { get; init; } = "";

        /// <summary>The name of the ClickUp text field that carries the marker; null where labels do (Jira).</summary>
        public string? MarkerField { get; init; }

        /// <summary>The ticket's address, for a link back (Jira: a remote link); empty: none is made.</summary>
        public string TicketUrl { get; init; } = "";

        /// <summary>What the link back is called.</summary>
        public string TicketTitle { get; init; } = "";

        public override Side Side => Side.Tracker;
    }

    /// <summary>
    /// Changes fields, tags and the status of the ticket or item, with as few calls as the tool allows. A null value
    /// empties the field.
    /// </summary>
    /// <param name="On">The side to write.</param>
    /// <param name="Status">The status to enter, by label; null leaves it.</param>
    /// <param name="Resolution">Jira: the resolution that goes with the status; null: none is asked for.</param>
    public sealed record Update(Side On, FieldBag Values, string? Status, string? Resolution) : Effect
    {
        /// <summary>Tags (Freshdesk, ClickUp) or labels (Jira) to add to those that are there.</summary>
        public ImmutableArray<string> AddTags { get; init; } = [];

        public override Side Side => this.On;
    }

    /// <summary>Writes a private note on the ticket.</summary>
    /// <param name="Notify">E-mail addresses of agents who hear of it.</param>
    public sealed record AddNote(string Html, ImmutableArray<string> Notify) : Effect
    {
        /// <summary>The tracker comment that this note mirrors; null for the bridge's own words.</summary>
        public string? MirrorOf { get; init; }

        public override Side Side => Side.Helpdesk;
    }

    /// <summary>Writes to the customer: a public reply on the ticket.</summary>
    public sealed record Reply(string Html) : Effect
    {
        public override Side Side => Side.Helpdesk;
    }

    /// <summary>Writes a comment on the item.</summary>
    public sealed record AddComment(string Html) : Effect
    {
        /// <summary>The helpdesk comment that this one mirrors; null for the bridge's own words.</summary>
        public string? MirrorOf { get; init; }

        public override Side Side => Side.Tracker;
    }

    /// <summary>
    /// Gives one of the bridge's own private notes its whole new text. Repeatable, so when in doubt it is done again; a note
    /// that is gone counts as done.
    /// </summary>
    public sealed record EditNote(string NoteId, string Html) : Effect
    {
        public override Side Side => Side.Helpdesk;
    }

    /// <summary>Gives one of the bridge's own comments its whole new text; as <see cref="EditNote"/>.</summary>
    public sealed record EditComment(string CommentId, string Html) : Effect
    {
        public override Side Side => Side.Tracker;
    }

    /// <summary>Deletes one of the bridge's own private notes. Repeatable; one that is gone counts as done.</summary>
    public sealed record RemoveNote(string NoteId) : Effect
    {
        public override Side Side => Side.Helpdesk;
    }

    /// <summary>Deletes one of the bridge's own comments; as <see cref="RemoveNote"/>.</summary>
    public sealed record RemoveComment(string CommentId) : Effect
    {
        public override Side Side => Side.Tracker;
    }

    /// <summary>
    /// Carries a file over: to the item as an attachment, to the ticket as a private note that holds it. It is never held
    /// in memory whole.
    /// </summary>
    /// <param name="On">The side that gets it.</param>
    /// <param name="From">The connection that it is read from.</param>
    /// <param name="Owner">The ticket or item there, by its id.</param>
    /// <param name="Caption">What a note says of it, as HTML; a tracker shows none.</param>
    /// <param name="AtMost">So many bytes may go over; more make it fail.</param>
    public sealed record Attach(Side On, FileRef File, string From, string Owner, string Caption, long AtMost) : Effect
    {
        public override Side Side => this.On;
    }

    /// <summary>Makes an article in the helpdesk's knowledge base, as a draft that nobody but agents sees.</summary>
    /// <param name="Folder">The folder by name, or by its path from the category down.</param>
    /// <param name="Marker">Text unique to the case, by which the article is found again.</param>
    public sealed record DraftArticle(string Folder, string Title, string BodyHtml, string Marker) : Effect
    {
        public override Side Side => Side.Helpdesk;
    }
}
