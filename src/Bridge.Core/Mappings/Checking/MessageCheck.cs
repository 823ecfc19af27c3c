using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Messages and the ETA: whether each can ever be sent.</summary>
internal static class MessageCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        foreach (var message in process.Messages)
        {
            Trigger(process, message, remarks);
            if (!message.Notify.IsEmpty && message.To != Audience.Agents)
            {
                remarks.Add(
                    message,
                    "notify",
                    $"message '{message.Name}': only a note to agents notifies; take 'notify' out or send it 'to: agents'"
                );
            }
        }

        if (process.Eta is { } eta)
        {
            Eta(process, eta, remarks);
        }

        if (process.Released is { } released)
        {
            foreach (
                var (part, stage) in new[]
                {
                    (KnowledgeReader.Entered, released.Stage),
                    ("from stage", released.FromStage),
                }
            )
            {
                if (stage is not null && process.Stage(stage) is null)
                {
                    remarks.UnknownStage(released, part, stage);
                }
            }
        }
    }

    private static void Trigger(ProcessMapping process, MessageRule message, Remarks remarks)
    {
        switch (message.Trigger)
        {
            case TriggerKind.StageEntered when string.IsNullOrEmpty(message.Stage):
                remarks.Add(
                    message,
                    "when",
                    $"message '{message.Name}' does not say which stage; write 'when: {{ stage entered: NAME }}'"
                );
                break;
            case TriggerKind.StageEntered when process.Stage(message.Stage) is null:
                remarks.UnknownStage(message, "when", message.Stage);
                break;
            case TriggerKind.FieldFirstFilled or TriggerKind.FieldChanged:
                Field(process, message, remarks);
                break;
            case TriggerKind.EtaFirstSet or TriggerKind.EtaChanged or TriggerKind.EtaRemoved when process.Eta is null:
                remarks.Add(
                    message,
                    "when",
                    $"message '{message.Name}' is never sent: there is no ETA; add 'eta: {{ field: ... }}'"
                );
                break;
            case TriggerKind.Resolved when process.Stages.All(s => s.Outcome != StageOutcome.Resolved):
                Never("resolved");
                break;
            case TriggerKind.ClosedUnresolved when process.Stages.All(s => s.Outcome != StageOutcome.Unresolved):
                Never("unresolved");
                break;
            case TriggerKind.Released when process.Released is null:
                remarks.Add(
                    message,
                    "when",
                    $"message '{message.Name}' is never sent: nothing says when a fix is released; add 'released: {{ when: ... }}'"
                );
                break;
            case >= TriggerKind.ValidationAsked and <= TriggerKind.CustomerReplied:
                Validation(process, message, remarks);
                break;
            default:
                break;
        }

        void Never(string outcome) =>
            remarks.Add(message, "when", $"message '{message.Name}' is never sent: no stage has 'outcome: {outcome}'");
    }

    private static void Validation(ProcessMapping process, MessageRule message, Remarks remarks)
    {
        var lacks = (process.Validation, message.Trigger) switch
        {
            (null, _) => "there is no 'validation'; add it, or take the message out",
            ({ Silence: null }, TriggerKind.CustomerSilent or TriggerKind.ValidationReminder) =>
                "the validation has no 'silence'; add it, or take the message out",
            ({ Silence.RemindAfter.IsEmpty: true }, TriggerKind.ValidationReminder) =>
                "the silence has no 'remind after'; add it, or take the message out",
            _ => null,
        };
        if (lacks is not null)
        {
            remarks.Add(message, "when", $"message '{message.Name}' is never sent: {lacks}");
        }
    }

    private static void Field(ProcessMapping process, MessageRule message, Remarks remarks)
    {
        if (string.IsNullOrEmpty(message.Field))
        {
            remarks.Add(
                message,
                "when",
                $"message '{message.Name}' does not say which field; name it in braces, such as 'when: {{ field changed: NAME }}'"
            );
        }
        else if (process.Field(message.Field) is null)
        {
            remarks.UnknownField(message, "when", message.Field);
        }

        if (message.FromStage is { } from && process.Stage(from) is null)
        {
            remarks.UnknownStage(message, "when", from);
        }
    }

    private static void Eta(ProcessMapping process, EtaRule eta, Remarks remarks)
    {
        if (process.Field(eta.Field) is not { } field)
        {
            if (!remarks.Doubts(eta))
            {
                remarks.UnknownField(eta, "field", eta.Field);
            }
        }
        else if (!remarks.Doubts(field) && field.Type is not (FieldType.Date or FieldType.DateTime))
        {
            remarks.Add(
                eta,
                "field",
                $"field '{field.Name}' is a {field.Type.ToString().ToLowerInvariant()}; an ETA is a date"
            );
        }

        if (eta.FromStage is { } from && process.Stage(from) is null)
        {
            remarks.UnknownStage(eta, "from stage", from);
        }
    }
}
