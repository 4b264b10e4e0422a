using McpAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Facts;

/// <summary>The forms that code can read an answer in.</summary>
[Flags]
internal enum AnswerForms
{
    None = 0,

    /// <summary>One JSON document.</summary>
    Json = 1,

    /// <summary>A stream of events.</summary>
    Events = 2,

    /// <summary>Some of it is read where nobody sees how, or in a way that may tell the two apart.</summary>
    Unknown = 4,
}

/// <summary>How much of the body of an answer code waits for at a time.</summary>
[Flags]
internal enum BodyReads
{
    None = 0,

    /// <summary>For all of it: of a stream, nothing is seen before its end.</summary>
    Whole = 1,

    /// <summary>For the next part.</summary>
    Parts = 2,

    /// <summary>Code out of sight has it, and may read it.</summary>
    OutOfSight = 4,
}

/// <summary>How the answer to one request is read.</summary>
/// <param name="Forms">The forms that the code can read.</param>
/// <param name="Body">How much is read at a time.</param>
/// <param name="Readers">The calls of this type that read it in a form, or lead there.</param>
internal sealed record AnswerReading(AnswerForms Forms, BodyReads Body, IReadOnlyList<IOperation> Readers);

/// <summary>Follows an answer from the call that sends the request to the code that reads its content.</summary>
internal sealed class AnswerReaders(TransportFacts facts)
{
    private bool? _asksContentType;

    /// <summary>Does any code in sight look at the Content-Type of an answer, or at the headers of its content as a whole?</summary>
    public bool AskContentType => _asksContentType ??= facts.Code.All.Concat(facts.Code.Own.SelectMany(facts.Code.Reachable)).Distinct().Any(b => b.Operations.Any(Asks));

    public AnswerReading Of(SentRequest request) => Read(request.Exchange, Verbs.Post);

    /// <summary>What is read of the body of the answer when the request succeeds. A call that returns the body itself is not followed.</summary>
    public BodyReads BodyReadsOf(Origin exchange) =>
        facts.Types.IsResponseOrTaskOfIt(exchange.Operation.Type) ? Read(exchange, facts.Exchanges.CertainVerbOf(exchange)).Body : BodyReads.OutOfSight;

    private AnswerReading Read(Origin exchange, Verbs verb)
    {
        var walk = new Walk(facts, exchange, verb);
        walk.Follow(exchange.Operation, exchange.Frame, Held.Response);
        return new(walk.Forms, walk.Body, walk.Readers);
    }

    private bool Asks(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } content } headers when facts.Types.IsContent(content.Type) => !IsWrite(headers),
        IPropertyReferenceOperation { Property.Name: "ContentType" } asked when !IsAssigned(asked) => facts.Types.IsResponse(asked.Instance?.Type) || asked.Instance?.Type?.Name == "HttpContentHeaders",
        IPropertyReferenceOperation { Property: { Name: "MediaType", ContainingType.Name: "MediaTypeHeaderValue" } } asked => !IsAssigned(asked),
        { ConstantValue: { HasValue: true, Value: string text } } => string.Equals(text, "Content-Type", StringComparison.OrdinalIgnoreCase) && operation.Parent?.Parent is { } call && facts.Headers.Read(call) is not null,
        _ => false,
    };

    private bool IsWrite(IPropertyReferenceOperation headers) =>
        headers.Parent is IPropertyReferenceOperation { Property.Name: var name } part ? IsAssigned(part) || name is "ContentEncoding" or "ContentLength"
        : headers.Parent is { } call && (facts.Headers.Write(call) is not null || facts.Headers.Removal(call) is not null || headers.Parent is IMemberInitializerOperation);

    private static bool IsAssigned(IPropertyReferenceOperation property) => property.Parent is IAssignmentOperation { Target: var target } && target == property;

    /// <summary>What of the answer a value is.</summary>
    private enum Held
    {
        Response,
        Content,
        Text,
        Stream,
        Reader,
        Line,
        Lines,
    }

    private sealed class Walk(TransportFacts facts, Origin exchange, Verbs verb)
    {
        private const int MaximalSteps = 400;
        private const int Success = 200;

        private readonly HashSet<(object, Frame)> _seen = [];
        private readonly Scenario _success = new(exchange, Success, verb);
        private int _steps;

        public AnswerForms Forms { get; private set; }

        public BodyReads Body { get; private set; }

        public List<IOperation> Readers { get; } = [];

        /// <summary>Looks at what is done with a value.</summary>
        public void Follow(IOperation value, Frame frame, Held held)
        {
            if (++_steps > MaximalSteps)
            {
                LeaveSight(held);
                return;
            }

            // What is done with the answer of a failure is not how answers are read.
            if (held != Held.Response && facts.Explorer.Explore(frame.Body, frame, _success) is { IsOpen: false } explored && !explored.Reaches(value))
            {
                return;
            }

            switch (value.Parent)
            {
                case IConditionalAccessOperation access when access.Operation == value:
                    foreach (var instance in access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().Where(i => ValueOrigins.ReceiverOf(i) == value))
                    {
                        Follow(instance, frame, held);
                    }

                    break;
                case IAwaitOperation or IParenthesizedOperation or IConversionOperation or IConditionalAccessOperation or ICoalesceOperation:
                    Follow(value.Parent, frame, held);
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    FollowSymbol(local, frame, held);
                    break;
                case IUsingOperation or IExpressionStatementOperation or IInterpolationOperation or ILockOperation:
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == value:
                    FollowAssigned(assignment, frame, held);
                    break;
                case IIsPatternOperation { Pattern: var pattern }:
                    FollowPattern(pattern, frame, held);
                    break;
                case ISwitchOperation { Cases: var cases }:
                    FollowPatterns(cases.SelectMany(c => c.Clauses).OfType<IPatternCaseClauseOperation>().Select(c => c.Pattern), frame, held);
                    break;
                case ISwitchExpressionOperation { Arms: var arms }:
                    FollowPatterns(arms.Select(a => a.Pattern), frame, held);
                    break;
                case IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean } comparison when comparison.LeftOperand.ConstantValue.HasValue || comparison.RightOperand.ConstantValue.HasValue:
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } } when held == Held.Lines:
                    FollowSymbol(item, frame, Held.Line);
                    break;
                case IReturnOperation:
                    FollowReturned(frame, held);
                    break;
                case IArgumentOperation { Parent: { } call } argument:
                    FollowArgument(argument, call, frame, held);
                    break;
                case IInvocationOperation call when call.Instance == value:
                    FollowCall(call, frame, held);
                    break;
                case IImplicitIndexerReferenceOperation { Argument: IRangeOperation { LeftOperand: { } start } } rest when rest.Instance == value && held == Held.Text && IsPlaceOfData(start, frame):
                    Read(rest, frame, AnswerForms.Events, BodyReads.None);
                    break;
                case IPropertyReferenceOperation property when property.Instance == value:
                    FollowProperty(property, frame, held);
                    break;
                default:
                    if (held != Held.Line)
                    {
                        LeaveSight(held);
                    }

                    break;
            }
        }

        /// <summary>What becomes of the value from here on is not known.</summary>
        private void LeaveSight(Held held)
        {
            Forms |= AnswerForms.Unknown;
            Body |= held is Held.Response or Held.Content or Held.Stream or Held.Reader ? BodyReads.OutOfSight : BodyReads.None;
        }

        private void FollowSymbol(ISymbol symbol, Frame frame, Held held)
        {
            var declaring = frame.Declaring(symbol);
            if (!_seen.Add((symbol, declaring)))
            {
                return;
            }

            foreach (var body in declaring.Body.Outermost.SelfAndNested())
            {
                foreach (var operation in body.Operations)
                {
                    if (operation is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(ReferencedSymbol.Of(operation), symbol)
                        && !(operation.Parent is ISimpleAssignmentOperation { Target: var target } && target == operation))
                    {
                        Follow(operation, body == declaring.Body ? declaring : body.AnyCall, held);
                    }
                }
            }
        }

        private void FollowAssigned(ISimpleAssignmentOperation assignment, Frame frame, Held held)
        {
            if (assignment.Target is ILocalReferenceOperation { Local: var local })
            {
                FollowSymbol(local, frame, held);
            }
            else if (assignment.Target is not IDiscardOperation)
            {
                LeaveSight(held);
            }
        }

        private void FollowPatterns(IEnumerable<IPatternOperation> patterns, Frame frame, Held held)
        {
            foreach (var pattern in patterns)
            {
                FollowPattern(pattern, frame, held);
            }
        }

        private void FollowPattern(IPatternOperation pattern, Frame frame, Held held)
        {
            // body is ['{', ..]
            Forms |= pattern.DescendantsAndSelf().Any(p => p is IListPatternOperation) ? AnswerForms.Unknown : AnswerForms.None;
            var declared = pattern switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                _ => null,
            };
            if (declared is not null)
            {
                FollowSymbol(declared, frame, held);
            }
        }

        /// <summary>To the call that was made, or, where the frame stands for any, to every call there is.</summary>
        private void FollowReturned(Frame frame, Held held)
        {
            if (frame is { Call: { } call, Caller: { } caller })
            {
                Follow(call, caller, held);
                return;
            }

            if (frame.Body.IsIterator && held == Held.Line)
            {
                return;
            }

            var callers = facts.Code.CallersOf(frame.Body);
            if (!callers.Complete)
            {
                LeaveSight(held);
                return;
            }

            foreach (var site in callers.Sites)
            {
                if (_seen.Add((site.Call, site.Caller.AnyCall)))
                {
                    Follow(site.Call, site.Caller.AnyCall, held);
                }
            }
        }

        private void FollowArgument(IArgumentOperation argument, IOperation call, Frame frame, Held held)
        {
            var method = (call as IInvocationOperation)?.TargetMethod;
            var type = method?.ContainingType.Name;
            if (call is IObjectCreationOperation creation && creation.Type?.Name == "StreamReader" && held == Held.Stream)
            {
                Follow(creation, frame, Held.Reader);
            }
            else if (type is "JsonSerializer" or "JsonDocument" or "JsonNode" or "JsonObject" or "JsonConvert" or "JObject" or "JToken" && IsParser(method) && held is Held.Text or Held.Stream or Held.Reader)
            {
                Read(call, frame, AnswerForms.Json, BodyReads.Whole);
            }
            else if (method is { Name: "Create", ContainingType.Name: "SseParser" } && held == Held.Stream)
            {
                Read(call, frame, AnswerForms.Events, BodyReads.Parts);
            }
            else if (held == Held.Content && method is { IsExtensionMethod: true, Name: "ReadFromJsonAsync" or "ReadFromJsonAsAsyncEnumerable" or "ReadAsAsync" } && argument.Parameter?.Ordinal == 0)
            {
                Read(call, frame, AnswerForms.Json, BodyReads.Whole);
            }
            else if (frame.IsTooDeep || facts.Code.Callee(call) is not { Method: { } entered } callee || frame.IsRunning(callee))
            {
                if (!IsHarmless(call) && held != Held.Line)
                {
                    LeaveSight(held);
                }
            }
            else if (entered.Parameters.FirstOrDefault(p => p.Ordinal == argument.Parameter?.Ordinal) is { } parameter)
            {
                FollowSymbol(parameter, frame.Enter(callee, call), held);
            }
        }

        private static bool IsParser(IMethodSymbol? method) =>
            method is not null && (method.Name.StartsWith("Deserialize", StringComparison.Ordinal) || method.Name.StartsWith("Parse", StringComparison.Ordinal));

        /// <summary>Writes it down, complains about it, or asks whether it is there.</summary>
        private static bool IsHarmless(IOperation call) => call switch
        {
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ThrowIfNull" or "ThrowIfNullOrEmpty" } } => true,
            IInvocationOperation { TargetMethod: { ReturnsVoid: true, ContainingType: var type } } => type.Name is "Console" or "Debug" or "Trace" or "TextWriter" || type.Name.StartsWith("Logger", StringComparison.Ordinal),
            IObjectCreationOperation { Type: { } made } => made.Name.EndsWith("Exception", StringComparison.Ordinal),
            _ => false,
        };

        private void FollowCall(IInvocationOperation call, Frame frame, Held held)
        {
            switch (held, call.TargetMethod.Name)
            {
                case (_, "ConfigureAwait" or "WaitAsync" or "GetAwaiter" or "GetResult" or "AsTask"):
                case (Held.Response, "EnsureSuccessStatusCode"):
                case (Held.Text, "ToString"):
                    Follow(call, frame, held);
                    break;
                case (Held.Content, "ReadAsStringAsync" or "ReadAsByteArrayAsync"):
                case (Held.Reader, "ReadToEndAsync" or "ReadToEnd"):
                    Body |= BodyReads.Whole;
                    Follow(call, frame, Held.Text);
                    break;
                case (Held.Content, "ReadAsStreamAsync" or "ReadAsStream"):
                    Follow(call, frame, Held.Stream);
                    break;
                case (Held.Reader, "ReadLineAsync" or "ReadLine"):
                    Body |= BodyReads.Parts;
                    FollowLines(call, frame, Held.Line);
                    break;
                case (Held.Text, "Split"):
                    FollowLines(call, frame, Held.Lines);
                    break;
                case (Held.Line, "StartsWith") when IsField(call) && IsReadEitherWay(call, frame):
                    Forms |= AnswerForms.Unknown;
                    Readers.Add(facts.InThisType(call, frame));
                    break;
                case (Held.Line, "StartsWith") when IsField(call):
                    Read(call, frame, AnswerForms.Events, BodyReads.None);
                    break;
                case (Held.Text, "Substring") when IsPlaceOfData(call.Arguments[0].Value, frame):
                    Read(call, frame, AnswerForms.Events, BodyReads.None);
                    break;
                case (Held.Text, "IndexOf") when IsSearchForData(call):
                case (_, "Dispose" or "DisposeAsync" or "Close" or "Wait"):
                case (Held.Line, _):
                    break;
                case (Held.Content, "LoadIntoBufferAsync"):
                    Forms |= AnswerForms.Unknown;
                    Body |= BodyReads.Whole;
                    break;
                case (Held.Content or Held.Stream or Held.Reader, _):
                    Forms |= AnswerForms.Unknown;
                    Body |= BodyReads.Parts;
                    break;
                default:
                    LeaveSight(held);
                    break;
            }
        }

        /// <summary>Lines of which nobody asks what field they are may be anything, JSON too.</summary>
        private void FollowLines(IOperation lines, Frame frame, Held held)
        {
            var before = Readers.Count;
            Follow(lines, frame, held);
            Forms |= Readers.Count == before ? AnswerForms.Unknown : AnswerForms.None;
        }

        private void FollowProperty(IPropertyReferenceOperation property, Frame frame, Held held)
        {
            switch (held, property.Property.Name)
            {
                case (Held.Response, "Content"):
                    Follow(property, frame, Held.Content);
                    break;
                case (_, "Result"):
                    Follow(property, frame, held);
                    break;
                case (Held.Response, _) or (_, "Length") or (Held.Reader, "EndOfStream") or (Held.Line, _):
                    break;
                case (Held.Content, "Headers"):
                    Forms |= AnswerForms.Unknown;
                    break;
                default:
                    LeaveSight(held);
                    break;
            }
        }

        private void Read(IOperation reader, Frame frame, AnswerForms form, BodyReads body)
        {
            Forms |= form;
            Body |= body;
            Readers.Add(facts.InThisType(reader, frame));
        }

        /// <summary>Is it where the text was found that begins the data of an event, or so many characters after it? What is no event has no such place.</summary>
        private bool IsPlaceOfData(IOperation index, Frame frame)
        {
            var place = ValueOrigins.Unwrap(index) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, RightOperand.ConstantValue.HasValue: true } sum ? sum.LeftOperand : index;
            return facts.Origins.Of(place, frame).Leaves is { Count: > 0 } leaves && leaves.All(leaf => leaf.Operation is IInvocationOperation search && IsSearchForData(search));
        }

        private static bool IsSearchForData(IInvocationOperation call) =>
            call is { TargetMethod.Name: "IndexOf", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }, ..] } && text.TrimEnd() == "data:";

        /// <summary><c>line.StartsWith("data:") ? line[5..] : line</c>, or <c>if (..) line = line[5..];</c>: a line that is no field is read as well, and may be JSON.</summary>
        private bool IsReadEitherWay(IInvocationOperation test, Frame frame)
        {
            if (test.Instance is not { } instance || ReferencedSymbol.Of(ValueOrigins.Unwrap(instance)) is not { } line)
            {
                return false;
            }

            if (frame is { Call: { } call, Caller: { } caller } && frame.Body.OnlyAnswer == test && line is IParameterSymbol parameter)
            {
                return frame.Argument(parameter) is { } passed && ReferencedSymbol.Of(ValueOrigins.Unwrap(passed)) is { } asked && IsReadOtherwise(asked, caller, [call]);
            }

            return IsReadOtherwise(line, frame, frame.Body.Operations.Where(o =>
                o is IInvocationOperation { TargetMethod.Name: "StartsWith", Instance: { } other } also && IsField(also) && IsWhole(other, line)));
        }

        /// <summary>Is the whole of a line read after the tests, though it has passed none of them?</summary>
        private bool IsReadOtherwise(ISymbol line, Frame frame, IEnumerable<IOperation> tests)
        {
            var failed = new ForcedConditions();
            foreach (var test in tests)
            {
                failed[test.Syntax] = Tri.False;
            }

            var first = failed.Keys.Min(test => test.SpanStart);
            var otherwise = facts.Explorer.Explore(frame.Body, frame, Scenario.Nothing, Exceptions.All, failed);
            return !otherwise.IsOpen && frame.Body.Operations.Any(o => o.Syntax.SpanStart > first && IsWhole(o, line) && IsTaken(o) && otherwise.Reaches(o));
        }

        private static bool IsWhole(IOperation value, ISymbol line) => SymbolEqualityComparer.Default.Equals(ReferencedSymbol.Of(value), line);

        /// <summary>Is it parsed, kept or returned as it is, but for the spaces around it?</summary>
        private static bool IsTaken(IOperation value) => value.Parent switch
        {
            IInvocationOperation { TargetMethod.Name: "Trim" or "TrimStart" or "TrimEnd" } trimmed => IsTaken(trimmed),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => IsParser(method),
            ISimpleAssignmentOperation assignment => assignment.Value == value,
            IConversionOperation or IParenthesizedOperation => IsTaken(value.Parent),
            IConditionalOperation choice => choice.Condition != value,
            IVariableInitializerOperation or IReturnOperation => true,
            _ => false,
        };

        private static bool IsField(IInvocationOperation test) => test.Arguments.Any(a =>
            a.Value.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: string text } && text.TrimEnd() is "data:" or "data" or "event:" or "id:"));
    }
}
