namespace Bridge.Jobs;

/// <summary>A run that did what it could and did not get through with the rest; the message says with what.</summary>
public sealed class JobException(string message) : Exception(message);
