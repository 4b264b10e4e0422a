using CompliantServer;

// An MCP server with sessions and one tool, on localhost: dotnet run -- --urls http://localhost:3001
var app = WebApplication.CreateBuilder(args).Build();
app.MapMcp("/mcp");
app.Run();
