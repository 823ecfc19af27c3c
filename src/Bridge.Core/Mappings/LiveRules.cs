using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>What the live accounts must have for a process to run.</summary>
public static class LiveRules
{
    public static readonly MappingRule Account = new(
        "account-lacks",
        "The account lacks what the file names",
        "A status, field, option, container or permission is not there. The message names the near ones and the cure."
    );

    public static readonly MappingRule Connection = new(
        "no-connection",
        "A connection that the settings do not have, or that cannot be asked",
        "Look at the connection's settings, its credentials and the network."
    );

    public static readonly MappingRule Way = new(
        "no-way",
        "The tool's workflow has no way that the process takes",
        "Add the transition to the workflow, or take the stage out of 'from'."
    );

    public static ImmutableArray<MappingRule> All { get; } = [Account, Connection, Way];
}
