using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Checking;

/// <summary>The knowledge base: whether its stages exist and can say when.</summary>
internal static class KnowledgeCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        if (process.Knowledge?.Suggest is { Stage.Length: > 0 } suggest && process.Stage(suggest.Stage) is null)
        {
            remarks.UnknownStage(suggest, KnowledgeReader.Entered, suggest.Stage);
        }

        if (process.Knowledge?.Draft is not { } draft)
        {
            return;
        }

        if (draft.Stage is { } stage && process.Stage(stage) is null)
        {
            remarks.UnknownStage(draft, KnowledgeReader.Entered, stage);
        }
        else if (draft.Stage is null && process.Stages.All(s => s.Outcome != StageOutcome.Resolved))
        {
            remarks.Add(draft, "when", "no article is ever drafted: no stage has 'outcome: resolved'");
        }
    }
}
