using McpAnalyzers.CodeFixes.Session;
using Verify = McpAnalyzers.Tests.VerifyRule<McpAnalyzers.Rules.Session.CachedSessionIdNeverReset, McpAnalyzers.CodeFixes.Session.CachedSessionIdNeverResetFix>;

namespace McpAnalyzers.Tests.Fixes.Session;

/// <summary>Where the fix for MCPT1002 empties the store: wherever an answer to a request with the id is looked at, and after what asks the store there.</summary>
public class ResetPlaceTests
{
    private const string Reset = "if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\"))";

    private static string Client(string members) => ClientCode.File($$"""
        internal static class Checks
        {
            public static void Check(HttpResponseMessage got, string? id)
            {
                if (got.StatusCode == HttpStatusCode.NotFound && id is not null) throw new LostException(true);
            }
        }

        public sealed class LostException(bool expired, string? session = null) : IOException(session) { public bool Expired => expired; }

        public sealed class Wire
        {
            private readonly HttpClient _web = new();
            private string? _sid;

            private HttpRequestMessage Make(string json)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/mcp") { Content = new StringContent(json) };
                if (_sid is not null) request.Headers.Add("Mcp-Session-Id", _sid);
                return request;
            }

            {{members}}
        }
        """).Replace("\r\n", "\n");

    private static string Keeping(string members, bool isReported) => Client(members + $$"""


            private void Keep(HttpResponseMessage answer)
            {
                if (answer.Headers.TryGetValues("Mcp-Session-Id", out var given)) {{(isReported ? "{|MCPT1002:_sid = given.First()|}" : "_sid = given.First()")}};
            }
        """);

    private static Task IsMended(string before, string after) => Verify.CodeFix(Keeping(before, isReported: true), Keeping(after, isReported: false));

    private static Task IsNotMended(string members) => Verify.NoCodeFix(Keeping(members, isReported: true));

    [Fact]
    public Task AnswerOfAUsingStatement_IsAskedInItsBlock() => IsMended(
        """
            public string Ask(string json)
            {
                using (var request = Make(json))
                {
                    using (HttpResponseMessage answer = _web.Send(request))
                    {
                        // all but 2xx
                        answer.EnsureSuccessStatusCode();
                        Keep(answer);
                        return "";
                    }
                }
            }
        """,
        $$"""
            public string Ask(string json)
            {
                using (var request = Make(json))
                {
                    using (HttpResponseMessage answer = _web.Send(request))
                    {
                        {{Reset}}
                        {
                            _sid = null;
                        }

                        // all but 2xx
                        answer.EnsureSuccessStatusCode();
                        Keep(answer);
                        return "";
                    }
                }
            }
        """);

    [Theory]
    [InlineData("using (var answer = await _web.SendAsync(request)) {", " Keep(answer); }")]
    [InlineData("using var answer = await _web.SendAsync(request);", " Keep(answer);")]
    [InlineData("await using var file = File.Create(\"log\"); var answer = _web.SendAsync(request).GetAwaiter().GetResult();", " Keep(answer);")]
    [InlineData("HttpResponseMessage answer; try { answer = await _web.SendAsync(request);", " } catch (HttpRequestException) { return; } Keep(answer);")]
    [InlineData("for (var i = 0; i < 3; i++) { var answer = await _web.SendAsync(request);", " if (!answer.IsSuccessStatusCode) continue; Keep(answer); }")]
    [InlineData("async Task SendAsync() { var answer = await _web.SendAsync(request);", " Keep(answer); } await SendAsync();")]
    [InlineData("Func<Task> send = async () => { var answer = await _web.SendAsync(request);", " Keep(answer); }; await send();")]
    public Task AnswerOnOneLine_IsAskedWhereItCame(string before, string after) => IsMended(
        $"public async Task AskAsync(string json) {{ using var request = Make(json); {before}{after} }}",
        $"public async Task AskAsync(string json) {{ using var request = Make(json); {before} {Reset} {{ _sid = null; }}{after} }}");

    [Theory]
    [InlineData("public async Task AskAsync(string json) { using (var answer = await _web.SendAsync(Make(json))) Keep(answer); }")]
    [InlineData("public async Task AskAsync(string json) { if (await _web.SendAsync(Make(json)) is { } answer) Keep(answer); }")]
    [InlineData("public async Task AskAsync(string json) => Keep(await _web.SendAsync(Make(json)));")]
    [InlineData("public async Task AskAsync(string json) { HttpResponseMessage answer; if (json.Length > 0) answer = await _web.SendAsync(Make(json)); else return; Keep(answer); }")]
    [InlineData("public async Task AskAsync(string json) { using var answer = await _web.SendAsync(Make(json)); Keep(answer); } public async Task TellAsync(string json) => (await _web.SendAsync(Make(json))).EnsureSuccessStatusCode();")]
    [InlineData("public async Task AskAsync(string json) { using var answer = await PostAsync(json); Keep(answer); } public Task<HttpResponseMessage> PostAsync(string json) => _web.SendAsync(Make(json));")]
    public Task AnswerWithoutARightPlace_OffersNothing(string members) => IsNotMended(members);

    /// <summary>What is mended in one place only is not mended: the answer that has a right place comes first.</summary>
    [Theory]
    [InlineData("public async Task TellAsync(string json) { using (var reply = await _web.SendAsync(Make(json))) Keep(reply); }")]
    [InlineData("public async Task TellAsync(string json) { using var reply = await _web.SendAsync(Make(json)); if (reply.StatusCode == HttpStatusCode.NotFound) throw new LostException(true, _sid); }")]
    [InlineData("public async Task TellAsync(string json) { var _sid = json; using var reply = await _web.SendAsync(Make(json)); Console.WriteLine(_sid); }")]
    public Task AnswerWithoutARightPlaceBesideOneWithIt_OffersNothing(string members) => IsNotMended($"{Asking("")}\n\n    {members}");

    /// <summary>Nor is what is in another file of the type.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("public async Task AskHereAsync(string json) { using var answer = await _web.SendAsync(Make(json)); answer.EnsureSuccessStatusCode(); }")]
    public Task AnswerInAnotherFile_OffersNothing(string members)
    {
        string[] sources =
        [
            Keeping(members, isReported: true).Replace("sealed class Wire", "sealed partial class Wire"),
            ClientCode.File("public sealed partial class Wire { public async Task AskAsync(string json) { using var answer = await _web.SendAsync(Make(json)); Keep(answer); } }"),
        ];
        return Verify.CodeFix(sources, sources);
    }

    [Fact]
    public Task AnswerThatMayBeMissing_IsAskedWithCare() => IsMended(
        "public async Task AskAsync(string json) { var answer = await TryAsync(json); if (answer is null) return; Keep(answer); } private async Task<HttpResponseMessage?> TryAsync(string json) { try { return await _web.SendAsync(Make(json)); } catch (HttpRequestException) { return null; } }",
        "public async Task AskAsync(string json) { var answer = await TryAsync(json); if (answer?.StatusCode == HttpStatusCode.NotFound && answer.RequestMessage?.Headers.Contains(\"Mcp-Session-Id\") == true) { _sid = null; } if (answer is null) return; Keep(answer); } private async Task<HttpResponseMessage?> TryAsync(string json) { try { return await _web.SendAsync(Make(json)); } catch (HttpRequestException) { return null; } }");

    private static string TwoPosts(string afterWelcome = "", string afterAnswer = "", string method = "ping") => $$"""
        public async Task OpenAsync()
            {
                using var hello = Make("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"{{method}}\"}");
                using var welcome = await _web.SendAsync(hello);{{afterWelcome}}
                Keep(welcome);
            }

            public async Task<string> AskAsync(string json)
            {
                using var request = Make("{\"method\":\"tools/call\"}" + json);
                using var answer = await _web.SendAsync(request);{{afterAnswer}}
                Keep(answer);
                return await answer.Content.ReadAsStringAsync();
            }
        """;

    private const string InTheLineBehind = """


                if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains("Mcp-Session-Id"))
                {
                    _sid = null;
                }

        """;

    [Fact]
    public Task EveryAnswer_IsAsked() => IsMended(
        TwoPosts(),
        TwoPosts(InTheLineBehind.Replace("answer", "welcome").Replace("request", "hello"), InTheLineBehind));

    [Fact]
    public Task AnswerToAHandshake_IsNotAsked() => IsMended(
        TwoPosts(method: "initialize"),
        TwoPosts(afterAnswer: InTheLineBehind, method: "initialize"));

    private static string Shared(string afterAnswer = "") => $$"""
        public async Task OpenAsync() => Keep(await PostAsync("{\"method\":\"initialize\"}"));

            public async Task<string> AskAsync(string json)
            {
                using var reply = await PostAsync(json);
                reply.EnsureSuccessStatusCode();
                return await reply.Content.ReadAsStringAsync();
            }

            private async Task<HttpResponseMessage> PostAsync(string json)
            {
                using var request = Make(json);
                var answer = await _web.SendAsync(request);{{afterAnswer}}
                return answer;
            }
        """;

    [Fact]
    public Task HelperThroughWhichAllPass_Asks() => IsMended(Shared(), Shared(InTheLineBehind));

    [Fact]
    public Task CallersOfAHelperThatHandsTheAnswerOn_AllAsk() => IsMended(
        """
        public async Task FirstAsync(string json) { using var answer = await PostAsync(json); Keep(answer); }
            public async Task SecondAsync(string json) { using var reply = await PostAsync(json); reply.EnsureSuccessStatusCode(); }
            private Task<HttpResponseMessage> PostAsync(string json) => _web.SendAsync(Make(json));
        """,
        """
        public async Task FirstAsync(string json) { using var answer = await PostAsync(json); if (answer.StatusCode == HttpStatusCode.NotFound && answer.RequestMessage?.Headers.Contains("Mcp-Session-Id") == true) { _sid = null; } Keep(answer); }
            public async Task SecondAsync(string json) { using var reply = await PostAsync(json); if (reply.StatusCode == HttpStatusCode.NotFound && reply.RequestMessage?.Headers.Contains("Mcp-Session-Id") == true) { _sid = null; } reply.EnsureSuccessStatusCode(); }
            private Task<HttpResponseMessage> PostAsync(string json) => _web.SendAsync(Make(json));
        """);

    /// <summary>Further out it is looked at in one of the methods that get the answer, and another one has no right place or is called by others, too.</summary>
    [Theory]
    [InlineData("private", "public async Task OtherAsync(string json) { using (var reply = await FirstAsync(json)) Keep(reply); }", false)]
    [InlineData("public", "", false)]
    [InlineData("private", "public async Task SecondAsync(string json) { using var reply = await PostAsync(json); reply.EnsureSuccessStatusCode(); }", false)]
    [InlineData("private", "", true)]
    public Task AnswerThatIsLookedAtFurtherOut_IsMendedThereOrNowhere(string access, string more, bool isMended)
    {
        string Looking(string reaction) => $$"""
            public async Task OuterAsync(string json) { using var answer = await FirstAsync(json); if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) {{reaction}} Keep(answer); }
                {{access}} async Task<HttpResponseMessage> FirstAsync(string json) { var first = await PostAsync(json); Console.WriteLine(json); return first; }
                private Task<HttpResponseMessage> PostAsync(string json) => _web.SendAsync(Make(json));
                {{more}}
            """;
        return isMended ? IsMended(Looking("throw new LostException(true);"), Looking("{ _sid = null; throw new LostException(true); }")) : IsNotMended(Looking("throw new LostException(true);"));
    }

    [Fact]
    public Task AnswerToEitherOfTwoRequests_IsAskedWhereItCame() => IsMended(
        "public async Task AskAsync(string json) { var answer = json.Length > 9 ? await _web.SendAsync(Make(json)) : await _web.SendAsync(Make(\"{}\")); Keep(answer); }",
        "public async Task AskAsync(string json) { var answer = json.Length > 9 ? await _web.SendAsync(Make(json)) : await _web.SendAsync(Make(\"{}\")); if (answer.StatusCode == HttpStatusCode.NotFound && answer.RequestMessage?.Headers.Contains(\"Mcp-Session-Id\") == true) { _sid = null; } Keep(answer); }");

    [Fact]
    public Task NotificationWhoseAnswerNobodyHolds_IsLeftAsItIs() => IsMended(
        TwoPosts(method: "initialize") + "\n    public async Task TellAsync() => (await _web.SendAsync(Make(\"{\\\"method\\\":\\\"notifications/cancelled\\\"}\"))).Dispose();",
        TwoPosts(afterAnswer: InTheLineBehind, method: "initialize") + "\n    public async Task TellAsync() => (await _web.SendAsync(Make(\"{\\\"method\\\":\\\"notifications/cancelled\\\"}\"))).Dispose();");

    /// <summary>A method that posts and then does this with the answer.</summary>
    private static string Asking(string afterAnswer) => $$"""
        public async Task<string> AskAsync(string json)
            {
                using var request = Make(json);
                using var answer = await _web.SendAsync(request);
                {{afterAnswer}}
                answer.EnsureSuccessStatusCode();
                Keep(answer);
                return await answer.Content.ReadAsStringAsync();
            }
        """;

    [Theory]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { throw new IOException(\"the server ended the session.\"); }",
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new IOException(\"the server ended the session.\"); }")]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new IOException(\"the server ended the session.\");",
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new IOException(\"the server ended the session.\"); }")]
    [InlineData(
        "if (_sid != null && answer.StatusCode == HttpStatusCode.NotFound) return \"\";",
        "if (_sid != null && answer.StatusCode == HttpStatusCode.NotFound) { _sid = null; return \"\"; }")]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound) { if (_sid is { Length: > 0 }) throw new LostException(true); throw new IOException(); }",
        "if (answer.StatusCode == HttpStatusCode.NotFound) { if (_sid is { Length: > 0 }) { _sid = null; throw new LostException(true); } throw new IOException(); }")]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) throw new LostException(true);",
        "if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\")) { _sid = null; throw new LostException(true); }")]
    [InlineData(
        "switch (answer.StatusCode) { case HttpStatusCode.NotFound when _sid is not null: throw new LostException(true); }",
        "switch (answer.StatusCode) { case HttpStatusCode.NotFound when _sid is not null: _sid = null; throw new LostException(true); }")]
    [InlineData(
        "if (IsLost()) { throw new LostException(true); } bool IsLost() => answer.StatusCode == HttpStatusCode.NotFound && _sid is not null;",
        "if (IsLost()) { _sid = null; throw new LostException(true); } bool IsLost() => answer.StatusCode == HttpStatusCode.NotFound && _sid is not null;")]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { Console.WriteLine(_sid); throw new LostException(true); }",
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { Console.WriteLine(_sid); _sid = null; throw new LostException(true); }")]
    [InlineData(
        "try { answer.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && _sid is not null) { throw new LostException(true); }",
        "try { answer.EnsureSuccessStatusCode(); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new LostException(true); }")]
    [InlineData(
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null && json.Length > 9) { return \"\"; } if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { throw new LostException(true); }",
        "if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null && json.Length > 9) { _sid = null; return \"\"; } if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new LostException(true); }")]
    [InlineData(
        "var expired = answer.StatusCode == HttpStatusCode.NotFound && _sid is not null; if (!answer.IsSuccessStatusCode) throw new LostException(expired);",
        "var expired = answer.StatusCode == HttpStatusCode.NotFound && _sid is not null; if (expired) { _sid = null; } if (!answer.IsSuccessStatusCode) throw new LostException(expired);")]
    [InlineData(
        "bool gone = _sid != null && (int)answer.StatusCode == 404; if (gone) { Console.WriteLine(); } if (!answer.IsSuccessStatusCode) throw new LostException(gone);",
        "bool gone = _sid != null && (int)answer.StatusCode == 404; if (gone) { _sid = null; Console.WriteLine(); } if (!answer.IsSuccessStatusCode) throw new LostException(gone);")]
    public Task TestThatIsThere_IsPassedFirst(string before, string after) => IsMended(Asking(before), Asking(after));

    [Fact]
    public Task TestThatIsThere_GetsTheResetAsItsFirstLine() => IsMended(
        Asking("""
            if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null)
                    {
                        // said in chapter 4
                        throw new LostException(true);
                    }

            """),
        Asking("""
            if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null)
                    {
                        // said in chapter 4
                        _sid = null;
                        throw new LostException(true);
                    }

            """));

    [Fact]
    public Task TestWithoutBraces_GetsThemInTheStyleOfTheFile() => IsMended(
        Asking("""
            if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null)
                        throw new LostException(true);

            """),
        Asking("""
            if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null)
                    {
                        _sid = null;
                        throw new LostException(true);
                    }

            """));

    [Theory]
    [InlineData("if (!answer.IsSuccessStatusCode) throw new LostException(answer.StatusCode == HttpStatusCode.NotFound && _sid is not null);")]
    [InlineData("if (!answer.IsSuccessStatusCode) throw _sid is not null && answer.StatusCode == HttpStatusCode.NotFound ? new LostException(true) : new IOException();")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound) throw new LostException(true, _sid);")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true, _sid);")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound) throw Lost(); Exception Lost() => new LostException(true, _sid);")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null && json.Length > 9) { throw new LostException(true); }")]
    [InlineData("var expired = answer.StatusCode == HttpStatusCode.NotFound && _sid is not null; if (!answer.IsSuccessStatusCode) throw new LostException(expired, _sid);")]
    [InlineData("if (!answer.IsSuccessStatusCode && _sid is not null) { throw new LostException(true); }")]
    [InlineData("var had = _sid is not null; if (!answer.IsSuccessStatusCode) throw new LostException(answer.StatusCode == HttpStatusCode.NotFound && had);")]
    [InlineData("Checks.Check(answer, _sid);")]
    [InlineData("try { if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true); } catch (LostException) when (_sid is not null) { throw; }")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null && json.Length > 9) { return \"\"; } if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { Console.WriteLine(); } if (answer.StatusCode == HttpStatusCode.NotFound) throw new LostException(true, _sid);")]
    public Task TestThatTheResetWouldSwitchOff_OffersNothing(string afterAnswer) => IsNotMended(Asking(afterAnswer));

    [Theory]
    [InlineData("Console.WriteLine(_sid);")]
    [InlineData("Tell(); void Tell() => Console.WriteLine(_sid);")]
    [InlineData("if (!answer.IsSuccessStatusCode) { using var again = Make(json); await _web.SendAsync(again); }")]
    [InlineData("if (answer.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(\"Mcp-Session-Id\") && json.Length > 9) { return \"\"; }")]
    public Task WhatTheResetSwitchesNothingOffIn_StaysBehindIt(string afterAnswer) =>
        IsMended(Asking(afterAnswer), Asking($"\n        {Reset}\n        {{\n            _sid = null;\n        }}\n\n        {afterAnswer}").Replace("        \n", "\n"));

    /// <summary>The store is asked in what is there for the loss, by a statement that may leave.</summary>
    [Theory]
    [InlineData("{ throw new LostException(true, _sid); }")]
    [InlineData("{ Console.WriteLine(); throw new LostException(true, _sid); }")]
    [InlineData("{ return _sid; }")]
    [InlineData("{ if (_sid.Length > 9) goto end; Console.WriteLine(); } end: Console.WriteLine();")]
    [InlineData("{ if (_sid.Length > 9) break; Console.WriteLine(); }", "do {", "} while (json.Length > 9);")]
    [InlineData("{ if (_sid.Length > 9) continue; Console.WriteLine(); }", "do {", "} while (json.Length > 9);")]
    public Task StoreThatIsAskedByWhatLeaves_OffersNothing(string reaction, string before = "", string after = "") =>
        IsNotMended(Asking($"{before} if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) {reaction} {after}"));

    private const string Either = """


            public HttpMethod Method { get; set; } = HttpMethod.Get;

            private async Task<HttpResponseMessage> EitherAsync(HttpRequestMessage request, string json)
            {
                if (json.Length > 9) return await _web.SendAsync(request);
                var other = new HttpRequestMessage(Method, "http://localhost/mcp");
                if (_sid is not null) other.Headers.Add("Mcp-Session-Id", _sid);
                return await _web.SendAsync(other);
            }
        """;

    private static string AskingEither(string afterAnswer) => Asking(afterAnswer).Replace("await _web.SendAsync(request)", "await EitherAsync(request, json)") + Either;

    [Fact]
    public Task AnswerThatMayBeOfAGet_OffersNothing() => IsNotMended(AskingEither("if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true);"));

    [Fact]
    public Task AnswerThatMayBeOfAGetAndIsNotLookedAt_IsAskedForTheMethod() => IsMended(
        AskingEither("Console.WriteLine();"),
        AskingEither("\n        if (answer.StatusCode == HttpStatusCode.NotFound && answer.RequestMessage?.Method == HttpMethod.Post && answer.RequestMessage?.Headers.Contains(\"Mcp-Session-Id\") == true)\n        {\n            _sid = null;\n        }\n\n        Console.WriteLine();").Replace("        \n", "\n"));

    private static string Checking(string check, string more = "") => Asking("Check(answer);") + $$"""


            private void Check(HttpResponseMessage got)
            {
                {{check}}
            }
        """ + more;

    [Theory]
    [InlineData(
        "if (got.IsSuccessStatusCode) return; var expired = got.StatusCode == HttpStatusCode.NotFound && _sid is not null; throw new LostException(expired);",
        "if (got.IsSuccessStatusCode) return; var expired = got.StatusCode == HttpStatusCode.NotFound && _sid is not null; if (expired) { _sid = null; } throw new LostException(expired);")]
    [InlineData(
        "if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true);",
        "if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new LostException(true); }")]
    [InlineData(
        "if (got.StatusCode != HttpStatusCode.NotFound || _sid is null) return; throw new LostException(true);",
        "if (got.StatusCode != HttpStatusCode.NotFound || _sid is null) return; _sid = null; throw new LostException(true);")]
    [InlineData(
        "if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) { Console.WriteLine(); }",
        "if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; Console.WriteLine(); }")]
    public Task TestInAHelper_IsPassedFirst(string before, string after) => IsMended(Checking(before), Checking(after));

    [Theory]
    [InlineData("if (got.IsSuccessStatusCode) return; throw new LostException(got.StatusCode == HttpStatusCode.NotFound && _sid is not null);")]
    [InlineData("if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true);", "\n\n    public async Task ListenAsync() { using var answer = await _web.GetAsync(\"http://localhost/mcp\"); Check(answer); }")]
    public Task TestInAHelperThatTheResetWouldSwitchOffOrThatIsOfOthersToo_OffersNothing(string check, string more = "") => IsNotMended(Checking(check, more));

    [Fact]
    public Task StoreThatIsAskedAfterTheHelper_OffersNothing() => IsNotMended(
        Checking("if (got.StatusCode == HttpStatusCode.NotFound && _sid is not null) { Console.WriteLine(); }")
            .Replace("Check(answer);", "Check(answer); if (answer.StatusCode == HttpStatusCode.NotFound) throw new LostException(true, _sid);"));

    [Fact]
    public Task TestInTheCallerOfTheHelperThatHoldsTheAnswer_IsPassedFirst() => IsMended(
        Shared().Replace("reply.EnsureSuccessStatusCode();", "if (reply.StatusCode == HttpStatusCode.NotFound && _sid is not null) throw new LostException(true);").Replace("=> Keep(await PostAsync(\"{\\\"method\\\":\\\"initialize\\\"}\"));", "{ using var first = await PostAsync(\"{\\\"method\\\":\\\"initialize\\\"}\"); Keep(first); }"),
        Shared().Replace("reply.EnsureSuccessStatusCode();", "if (reply.StatusCode == HttpStatusCode.NotFound && _sid is not null) { _sid = null; throw new LostException(true); }").Replace("=> Keep(await PostAsync(\"{\\\"method\\\":\\\"initialize\\\"}\"));", "{ using var first = await PostAsync(\"{\\\"method\\\":\\\"initialize\\\"}\"); Keep(first); }"));

    [Fact]
    public Task AnswerInAMethodThatNobodyCalls_OffersNothing() => IsNotMended("private async Task AskAsync(string json) { using var answer = await _web.SendAsync(Make(json)); Keep(answer); }");

    [Fact]
    public Task TestWhereTheFailureArrives_OffersNothing() => IsNotMended(Asking("") + "\n    public async Task<string?> TryAsync(string json) { try { return await AskAsync(json); } catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && _sid is not null) { throw new LostException(true); } }");

    [Fact]
    public Task SeveralPlacesOrATestThatIsThere_AreNotSentOnceMore()
    {
        const string initialize = "\n    public Task CallAsync() => AskAsync(\"\");\n    private Task InitializeAsync() => Task.CompletedTask;";
        var source = Keeping(Asking("if (answer.StatusCode == HttpStatusCode.NotFound && _sid is not null) { throw new LostException(true); }").Replace("public async", "private async") + initialize, isReported: true);
        return Verify.CodeFix([source], [source], test => test.CodeActionEquivalenceKey = CachedSessionIdNeverResetFix.ResetAndSendAgain);
    }
}
