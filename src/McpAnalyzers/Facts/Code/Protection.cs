using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>Which exceptions the try statements around an operation, and around the calls that lead to it, catch.</summary>
internal static class Protection
{
    private const int MaximalCallDepth = 3;

    /// <summary>Is an exception of one of the names, or of every kind, caught here or by a caller in sight?</summary>
    public static bool IsCaught(TransportFacts facts, IOperation operation, CodeBody body, params string[] exceptions) =>
        IsCaught(facts, operation, body, exceptions, depth: 0);

    private static bool IsCaught(TransportFacts facts, IOperation operation, CodeBody body, string[] exceptions, int depth)
    {
        IOperation child = operation;
        for (var parent = operation.Parent; parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); child = parent, parent = parent.Parent)
        {
            if (parent is ITryOperation attempted && attempted.Body == child && attempted.Catches.Any(c => Catches(c.ExceptionType, exceptions)))
            {
                return true;
            }
        }

        return depth < MaximalCallDepth && facts.Code.CallersOf(body).Sites.Any(s => s.Caller != body && IsCaught(facts, s.Call, s.Caller, exceptions, depth + 1));
    }

    private static bool Catches(ITypeSymbol type, string[] exceptions) =>
        type.SpecialType == SpecialType.System_Object || type.Name is "Exception" or "SystemException" || exceptions.Contains(type.Name);
}
