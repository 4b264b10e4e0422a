namespace McpAnalyzers.Tests;

/// <summary>Wraps the members of a server class in the file that a user would have.</summary>
internal static class ServerMembers
{
    private const string Usings = """
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Security.Claims;
        using System.Security.Cryptography;
        using System.Security.Principal;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.Options;
        using Microsoft.Extensions.Primitives;

        """;

    /// <summary>A file with usings around whole types.</summary>
    public static string File(string types) => ClientCode.File(Usings + types);

    /// <summary>A server class around the members.</summary>
    public static string Class(string members) => File($$"""
        public sealed class Session { }

        public sealed class Server
        {
        {{string.Join("\n", members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }
        """);
}
