namespace McpAnalyzers.Tool.Loading;

/// <summary>There is no command dotnet.</summary>
internal sealed class SdkMissingException() : Exception("the .NET SDK was not found");
