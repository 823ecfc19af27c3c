using Bridge.Settings;
using Bridge.Store;

namespace Bridge.Logging;

/// <summary>
/// Hands exceptions on with a text that is cleaned: messages of exceptions hold what tools and senders said, and no line of
/// them may look like one of the log. Each line after the first is indented.
/// </summary>
internal sealed class CleanExceptions(ILoggerProvider inner, SecretMask mask) : ILoggerProvider, ISupportExternalScope
{
    public ILogger CreateLogger(string categoryName) => new Clean(inner.CreateLogger(categoryName), mask);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => inner.Dispose();

    private sealed class Clean(ILogger inner, SecretMask mask) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) =>
            inner.Log(
                logLevel,
                eventId,
                state,
                exception is null ? null : new LoggedException(Text(exception), DatabaseTrouble.IsWithin(exception)),
                formatter
            );

        private string Text(Exception exception) =>
            CleanText
                .Lines(mask.Clean(exception.ToString()).ReplaceLineEndings("\n"))
                .Replace("\n", "\n   ", StringComparison.Ordinal);
    }

    /// <summary>An exception as a log says it.</summary>
    internal sealed class LoggedException(string text, bool isOutage) : Exception(text)
    {
        /// <summary>True when it came of a database that cannot be used.</summary>
        public bool IsOutage => isOutage;

        public override string ToString() => this.Message;
    }
}
