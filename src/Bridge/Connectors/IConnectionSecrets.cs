namespace Bridge.Connectors;

/// <summary>The secrets of one connection, which may be renewed while the bridge runs: they are in its options.</summary>
public interface IConnectionSecrets
{
    /// <summary>Another number whenever one of them is another.</summary>
    long Version { get; }

    /// <summary>Looks at once whether a file or setting holds another one.</summary>
    Task LookAsync(CancellationToken cancel);
}
