namespace Dashboard.Configuration;

/// <summary>The configuration asks for something we will not do; the message says what to do instead.</summary>
public sealed class StartupRefusedException(string message) : Exception(message);
