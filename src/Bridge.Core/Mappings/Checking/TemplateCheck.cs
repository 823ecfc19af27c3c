using Bridge.Core.Mappings.Reading;
using Bridge.Core.Planning;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Templates: whether their names exist, and whether what they say may be read by whom they reach.</summary>
internal static class TemplateCheck
{
    private const string Description = "ticket.description";

    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        Names(process, process.Entry.Title, forCustomer: false, remarks);
        Names(process, process.Entry.Body, forCustomer: false, remarks);
        foreach (var way in process.Entry.OutOfScope)
        {
            Names(process, way.Note, forCustomer: false, remarks);
        }

        if (process.Knowledge?.Draft is { } draft)
        {
            Names(process, draft.Title, forCustomer: false, remarks, isArticle: true);
            Names(process, draft.Body, forCustomer: false, remarks, isArticle: true);
        }

        foreach (var message in process.Messages)
        {
            foreach (var (_, text) in message.Texts)
            {
                Names(process, text, message.To == Audience.Customer, remarks);
            }
        }
    }

    private static void Names(
        ProcessMapping process,
        Template template,
        bool forCustomer,
        Remarks remarks,
        bool isArticle = false
    )
    {
        var fields = process.Fields.ToLookup(f => "fields." + TemplateValues.Slug(f.Name));
        string[] names =
        [
            .. TemplateNames.Always,
            .. process.Eta is null ? [] : TemplateNames.OfEta,
            .. process.Knowledge?.Draft is null || isArticle ? [] : TemplateNames.OfArticle,
            .. fields.Select(f => f.Key),
        ];
        foreach (var tag in TemplateTag.Of(template.Source))
        {
            if (tag.Kind == TagKind.Raw && forCustomer)
            {
                remarks.Add(
                    template,
                    tag,
                    $"a customer's message may not take in raw HTML; write '{{{{{tag.Name}}}}}' with two braces"
                );
            }

            var name = Plain(tag.Name);
            if (name.Length == 0 || tag.Kind is not (TagKind.Value or TagKind.Raw or TagKind.Open))
            {
                continue;
            }

            if (!names.Contains(name, StringComparer.Ordinal))
            {
                remarks.Add(template, tag, Unknown(name, names));
            }
            else if (forCustomer && TemplateNames.Internal.Contains(name, StringComparer.Ordinal))
            {
                remarks.Add(template, tag, $"'{name}' is internal; a customer's message may not say it");
            }
            else if (name == TemplateNames.Missing && tag.Kind != TagKind.Open)
            {
                remarks.Add(template, tag, "'missing' is a list; write '{{#each missing}}{{this}}{{/each}}'");
            }
            else if (
                tag.Kind == TagKind.Raw
                && !forCustomer
                && name != Description
                && fields[name].All(f => f.Type != FieldType.Html)
            )
            {
                remarks.Add(
                    template,
                    tag,
                    $"'{name}' is no formatted text; write '{{{{{name}}}}}' with two braces, so that it is escaped"
                );
            }
        }
    }

    private static string Unknown(string name, string[] names)
    {
        if (name is "eta" or "eta_before")
        {
            return $"'{name}' is always empty: there is no ETA; add 'eta: {{ field: ... }}'";
        }

        if (TemplateNames.OfArticle.Contains(name, StringComparer.Ordinal))
        {
            return $"'{name}' is always empty here: it is known once an article was made, as 'draft' of 'knowledge base' asks";
        }

        var parts = names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        return parts.Count > 0
            ? $"'{name}' is a group; name one of its parts: {Words.List(parts)}"
            : $"unknown name {Words.Quoted(name)}{Words.Meant(name, names, "there are")}";
    }

    /// <summary>The name without the steps out of a block; empty for what stands for itself.</summary>
    private static string Plain(string name)
    {
        while (name.StartsWith("../", StringComparison.Ordinal))
        {
            name = name[3..];
        }

        return name is "this" or "." || name.StartsWith('@') ? "" : name;
    }
}
