using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>A place where the session id stands for proof of who sends a request.</summary>
/// <param name="Operation">Where the id is read, or what is made from it.</param>
/// <param name="Reason">What shows it.</param>
internal sealed record SessionAuthentication(IOperation Operation, string Reason);

/// <summary>Finds session ids that authenticate: read by code that decides who asks, or made into a user.</summary>
internal sealed class SessionAuthentications(TransportFacts facts)
{
    public IEnumerable<SessionAuthentication> All
    {
        get
        {
            foreach (var body in facts.Code.Own)
            {
                foreach (var operation in body.Operations)
                {
                    if (ReasonAt(operation, body) is { } reason && !VerifiesOtherwise(body))
                    {
                        yield return new(operation, reason);
                    }
                }
            }
        }
    }

    private string? ReasonAt(IOperation operation, CodeBody body) =>
        Reads(operation, body.AnyCall)
            ? HandlerOf(body) is { } handler && !IsOnlyLogged(operation) && !IsReadBefore(operation, body) ? handler : null
            : MadeIntoUser(operation, body) is { } made && HandlerOf(body) is null ? made : null;

    private bool Reads(IOperation operation, Frame frame) =>
        facts.ServedHeaders.ReadsSessionId(operation, frame)
        || (operation is IParameterReferenceOperation { Parameter: var parameter } && facts.ServedHeaders.IsFilledWithSessionId(parameter));

    private static string? HandlerOf(CodeBody body)
    {
        for (var type = body.Outermost.Symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                switch (implemented.Name)
                {
                    case "IAuthenticationHandler":
                        return $"the authentication handler '{type.Name}' reads it";
                    case "IClaimsTransformation":
                        return $"the claims transformation '{type.Name}' reads it";
                    case "IAuthorizationHandler":
                        return $"the authorization handler '{type.Name}' reads it";
                }
            }
        }

        return null;
    }

    /// <summary>Is the id read a second time, as after ContainsKey? The first is enough.</summary>
    private bool IsReadBefore(IOperation operation, CodeBody body) =>
        body.Operations.TakeWhile(o => o != operation).Any(o => o.Syntax != operation.Syntax && Reads(o, body.AnyCall));

    private string? MadeIntoUser(IOperation operation, CodeBody body) => operation switch
    {
        IObjectCreationOperation { Type.Name: "ClaimsIdentity" or "GenericIdentity" } identity when identity.Arguments.Any(a => facts.ServedHeaders.IsMadeOfSessionId(a.Value, body.AnyCall)) =>
            $"here it becomes a {identity.Type!.Name}",
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "User" or "Principal" or "CurrentPrincipal", Type.Name: "ClaimsPrincipal" or "IPrincipal" } property }, Value: var value }
            when !value.DescendantsAndSelf().Any(o => o is IObjectCreationOperation) && !IsMadeHere(value, body) && facts.ServedHeaders.IsMadeOfSessionId(value, body.AnyCall) =>
            $"here it decides on {property.Name}",
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "MessageReceivedContext" } }, Value: var value } when facts.ServedHeaders.IsMadeOfSessionId(value, body.AnyCall) =>
            "here it becomes the token",
        _ => null,
    };

    /// <summary>A principal made from an identity: that one is reported.</summary>
    private bool IsMadeHere(IOperation value, CodeBody body) => facts.Origins.Of(value, body.AnyCall).Leaves.Any(l => l.Operation is IObjectCreationOperation);

    /// <summary>Does the code look at credentials as well: a token, a key, a user that something else has authenticated?</summary>
    private bool VerifiesOtherwise(CodeBody body) => body.Outermost.SelfAndNested().SelectMany(b => facts.Code.Reachable(b)).Distinct().Any(b => b.Operations.Any(o =>
        o switch
        {
            IPropertyReferenceOperation { Property: { Name: "Authorization" or "Cookie" or "Cookies" or "ClientCertificate" } } => true,
            IPropertyReferenceOperation { Property: { Name: "User", Type.Name: "ClaimsPrincipal" } } user => !IsAssigned(user),
            IPropertyReferenceOperation { Property: { Name: "Identity" or "IsAuthenticated" or "Claims" } } => true,
            IInvocationOperation { TargetMethod.Name: var name } => name is "AuthenticateAsync" or "FindFirst" or "FindFirstValue" or "HasClaim" || name.StartsWith("Validate", StringComparison.Ordinal) || name.StartsWith("Verify", StringComparison.Ordinal),
            { ConstantValue: { HasValue: true, Value: string text } } => IsCredential(text),
            _ => false,
        }));

    private static bool IsAssigned(IOperation property) => property.Parent is IAssignmentOperation assignment && assignment.Target == property;

    private static bool IsCredential(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Api", StringComparison.OrdinalIgnoreCase);

    private static bool IsOnlyLogged(IOperation read)
    {
        for (var parent = read.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Log", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
