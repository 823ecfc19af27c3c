namespace Bridge.Cli;

/// <summary>What the commands give back to the shell.</summary>
public static class ExitCodes
{
    public const int Good = 0;
    public const int Failed = 1;

    /// <summary>The settings or a mapping file is wrong (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;
}
