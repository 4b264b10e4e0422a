using BrokenServer;

// The endpoint of CompliantServer with the usual mistakes: dotnet run -- --urls http://localhost:3001
var app = WebApplication.CreateBuilder(args).Build();
app.UseMiddleware<SessionUserMiddleware>();
app.MapMcp("/mcp");
app.MapResumingMcp("/resuming/mcp");
app.Run();
