using McpAnalyzers.Tool;
using McpAnalyzers.Tool.Commands;

return await McpAnalyzersCommand.RunAsync(args, Terminal.OfProcess());
