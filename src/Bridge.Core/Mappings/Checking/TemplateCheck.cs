using Bridge.Core.Mappings.Reading;
using Bridge.Core.Planning;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Templates: whether their names exist, and whether what they say may be read by whom they reach.</summary>
internal static class TemplateCheck
{
    private const string Description = "ticket.description";

    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        var fields = process.Fields.ToLookup(f => "fields." + TemplateValues.Slug(f.Name), StringComparer.Ordinal);
        Names(process, fields, process.Entry.Title, null, remarks);
        Names(process, fields, process.Entry.Body, null, remarks);
        foreach (var way in process.Entry.OutOfScope)
        {
            Names(process, fields, way.Note, null, remarks);
        }

        if (process.Knowledge?.Draft is { } draft)
        {
            Names(process, fields, draft.Title, null, remarks, isArticle: true);
            Names(process, fields, draft.Body, null, remarks, isArticle: true);
        }

        foreach (var text in process.Sla?.Steps.Select(s => s.Text).OfType<Template>() ?? [])
        {
            Names(process, fields, text, null, remarks);
        }

        foreach (var message in process.Messages)
        {
            foreach (var (_, text) in message.Texts)
            {
                Names(process, fields, text, message, remarks);
            }
        }
    }

    /// <summary>Checks the names of one template.</summary>
    /// <param name="message">The message that the template is of; null: it is of the entry or of an article.</param>
    private static void Names(
        ProcessMapping process,
        ILookup<string, FieldRule> fields,
        Template template,
        MessageRule? message,
        Remarks remarks,
        bool isArticle = false
    )
    {
        var forCustomer = message?.To == Audience.Customer;
        var blocks = new Stack<string>();
        HashSet<string> own =
        [
            .. TemplateNames.Always,
            .. process.Eta is null ? [] : TemplateNames.OfEta,
            .. process.Validation is null ? [] : TemplateNames.OfValidation,
            .. TemplateNames.OfAnswer(message),
            .. process.Knowledge?.Draft is null || isArticle ? [] : TemplateNames.OfArticle,
        ];
        foreach (var tag in TemplateTag.Of(template.Source).TakeWhile(_ => !remarks.IsFull))
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
            var inAttempts = blocks.Contains($"each {TemplateNames.Attempts}");
            Follow(blocks, tag, name);
            if (inAttempts && TemplateNames.OfAttempt.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            if (name.Length == 0 || tag.Kind is not (TagKind.Value or TagKind.Raw or TagKind.Open))
            {
                continue;
            }

            if (!own.Contains(name) && !fields.Contains(name))
            {
                remarks.Add(template, tag, Unknown(process, name, [.. own, .. fields.Select(f => f.Key)]));
            }
            else if (forCustomer && TemplateNames.Internal.Contains(name, StringComparer.Ordinal))
            {
                remarks.Add(template, tag, $"'{name}' is internal; a customer's message may not say it");
            }
            else if (name == TemplateNames.Missing && tag.Kind != TagKind.Open)
            {
                remarks.Add(template, tag, "'missing' is a list; write '{{#each missing}}{{this}}{{/each}}'");
            }
            else if (name == TemplateNames.Attempts && tag.Kind != TagKind.Open)
            {
                remarks.Add(
                    template,
                    tag,
                    "'attempts' is a list; write '{{#each attempts}}{{number}}: {{record}}{{/each}}'"
                );
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

    /// <summary>Keeps which blocks are open.</summary>
    private static void Follow(Stack<string> blocks, TemplateTag tag, string name)
    {
        if (tag.Kind == TagKind.Open)
        {
            blocks.Push($"{tag.Word} {name}");
        }
        else if (tag.Kind == TagKind.Close)
        {
            blocks.TryPop(out _);
        }
    }

    private static string Unknown(ProcessMapping process, string name, string[] names)
    {
        if (TemplateNames.Answers.Contains(name, StringComparer.Ordinal))
        {
            return name == "answer.remark"
                ? $"'{name}' is known only when the customer answers: in messages with 'when: customer confirmed' or 'customer says still broken'"
                : $"'{name}' is for the customer alone: in messages 'to: customer' with 'when: validation asked' or 'validation reminder'";
        }

        if (process.Validation is null && TemplateNames.OfValidation.Contains(name, StringComparer.Ordinal))
        {
            return $"'{name}' is always empty: there is no 'validation'";
        }

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
