using McpAnalyzers.Facts;
using Microsoft.CodeAnalysis.Operations;

namespace McpAnalyzers.Tests.Facts;

public class GuessableValuesTests
{
    private static async Task<string> GuessOf(string value, string before = "", string members = "")
    {
        var facts = await FactsOf.Server("Server", ServerMembers.Class($$"""
            private readonly int _counted = 1;
            private int _up, _down, _added, _changed, _multiplied, _interlocked, _interlockedAdd, _exchanged;
            private static long s_up;
            private sbyte _small;
            private ulong _large;
            private char _letter;
            private readonly DateTime _time = DateTime.UtcNow;
            private readonly List<int> _all = [];
            private readonly Random _random = new();
            private string _text = "";
            private double _double;
            {{members}}

            public void Run(string user, Guid secret, Func<string> make, DateTime given, TimeSpan span, Stopwatch watch, TimeProvider clock, Process process, int number)
            {
                {{before}}
                Give({{value}});
            }

            private static void Give(object id) => Console.WriteLine(id);

            private void Count(int by)
            {
                _up++;
                --_down;
                s_up++;
                _small++;
                _large++;
                _letter++;
                _added += 2;
                _changed += by;
                _multiplied = _multiplied * 2;
                Interlocked.Increment(ref _interlocked);
                Interlocked.Add(ref _interlockedAdd, 2);
                Interlocked.Exchange(ref _exchanged, by);
                _text += "a";
                _double++;
            }
            """));
        var run = facts.Body("Run");
        var call = run.Operations.OfType<IInvocationOperation>().Single(c => c.TargetMethod.Name == "Give");
        return new GuessableValues(facts).Of(call.Arguments[0].Value, run.AnyCall)?.ToString() ?? "";
    }

    [Theory]
    [InlineData("DateTime.Now", "Clock")]
    [InlineData("DateTime.UtcNow", "Clock")]
    [InlineData("DateTime.Today", "Clock")]
    [InlineData("DateTimeOffset.Now", "Clock")]
    [InlineData("DateTimeOffset.UtcNow", "Clock")]
    [InlineData("DateTime.UtcNow.Ticks", "Clock")]
    [InlineData("DateTimeOffset.UtcNow.Offset", "Clock")]
    [InlineData("(DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds", "")]
    [InlineData("DateTime.UtcNow.TimeOfDay.TotalSeconds", "Clock")]
    [InlineData("DateTime.UnixEpoch", "")]
    [InlineData("given.Ticks", "")]
    [InlineData("span.Ticks", "")]
    [InlineData("watch.ElapsedTicks", "Clock")]
    [InlineData("watch.ElapsedMilliseconds", "Clock")]
    [InlineData("watch.Elapsed", "Clock")]
    [InlineData("watch.IsRunning", "")]
    [InlineData("Stopwatch.GetTimestamp()", "Clock")]
    [InlineData("clock.GetTimestamp()", "Clock")]
    [InlineData("clock.GetUtcNow()", "Clock")]
    [InlineData("clock.GetLocalNow()", "Clock")]
    [InlineData("clock.GetElapsedTime(1)", "")]
    [InlineData("Own.GetTimestamp()", "")]
    [InlineData("Own.GetUtcNow()", "")]
    [InlineData("Own.GetLocalNow()", "")]
    [InlineData("Own.UtcNow", "")]
    [InlineData("Own.Elapsed", "")]
    [InlineData("Own.TickCount", "")]
    [InlineData("Environment.TickCount", "Clock")]
    [InlineData("Environment.TickCount64", "Clock")]
    [InlineData("Environment.ProcessId", "Process")]
    [InlineData("Environment.MachineName", "Process")]
    [InlineData("Environment.CurrentManagedThreadId", "Process")]
    [InlineData("Environment.UserName", "")]
    [InlineData("Thread.CurrentThread.ManagedThreadId", "Process")]
    [InlineData("Thread.CurrentThread.Name!", "")]
    [InlineData("process.Id", "Process")]
    [InlineData("process.ProcessName", "")]
    [InlineData("Own.Id", "")]
    public async Task ClockAndProcess_CanBeGuessed(string value, string guess) => Assert.Equal(guess, await GuessOf(value, members: """
        private static class Own
        {
            public static long GetTimestamp() => Secret(); public static long GetUtcNow() => Secret(); public static long GetLocalNow() => Secret();
            public static long UtcNow => Secret(); public static long Elapsed => Secret(); public static long TickCount => Secret(); public static long Id => Secret();
            private static long Secret() => RandomNumberGenerator.GetInt32(99);
        }
        """));

    [Theory]
    [InlineData("++_up", "Counter")]
    [InlineData("_up++", "Counter")]
    [InlineData("--_down", "Counter")]
    [InlineData("_up", "Counter")]
    [InlineData("_down", "Counter")]
    [InlineData("s_up", "Counter")]
    [InlineData("_small", "Counter")]
    [InlineData("_large", "Counter")]
    [InlineData("_letter", "")]
    [InlineData("_added", "Counter")]
    [InlineData("_changed", "")]
    [InlineData("_multiplied", "")]
    [InlineData("_interlocked", "Counter")]
    [InlineData("_interlockedAdd", "Counter")]
    [InlineData("_exchanged", "")]
    [InlineData("_double", "")]
    [InlineData("Interlocked.Increment(ref _up)", "Counter")]
    [InlineData("Interlocked.Decrement(ref _up)", "Counter")]
    [InlineData("Interlocked.Add(ref _up, 2)", "Counter")]
    [InlineData("Interlocked.Read(ref s_up)", "")]
    [InlineData("Own.Increment()", "")]
    [InlineData("Own.Decrement()", "")]
    [InlineData("Own.Add()", "")]
    [InlineData("_all.Count", "Counter")]
    [InlineData("_all.Capacity", "")]
    [InlineData("_all.Count + 1", "Counter")]
    [InlineData("new List<int>(number).Count", "")]
    [InlineData("Own.Count", "")]
    [InlineData("number", "")]
    public async Task Counters_CanBeGuessed(string value, string guess) => Assert.Equal(guess, await GuessOf(value, members: """
        private static class Own
        {
            public static long Increment() => Secret(); public static long Decrement() => Secret(); public static long Add() => Secret(); public static int Count => (int)Secret();
            private static long Secret() => RandomNumberGenerator.GetInt32(99);
        }
        """));

    [Theory]
    [InlineData("var local = 0;", "local++", "")]
    [InlineData("var local = 0; Func<int> next = () => ++local;", "next()", "Counter")]
    [InlineData("", "Next()", "Counter")]
    [InlineData("Func<string> other = () => make(); _ = other();", "string.Concat(Enumerable.Range(1, 3).Select(i => ++_up))", "Counter")]
    [InlineData("var local = 0; int Inner() => ++local;", "Inner()", "Counter")]
    [InlineData("int Inner() { var local = 0; return ++local; }", "Inner()", "")]
    public async Task LocalThatIsCounted_IsACounterWhereItIsCaptured(string before, string value, string guess) =>
        Assert.Equal(guess, await GuessOf(value, before, "private int Next() => ++_up;"));

    [Theory]
    [InlineData("user.GetHashCode()", "HashCode")]
    [InlineData("secret.GetHashCode()", "HashCode")]
    [InlineData("new HashCode().ToHashCode()", "HashCode")]
    [InlineData("HashCode.Combine(user, secret)", "HashCode")]
    [InlineData("Path.Combine(user, user)", "")]
    [InlineData("_random.Next()", "Random")]
    [InlineData("Random.Shared.Next(1, 2)", "Random")]
    [InlineData("_random.NextInt64()", "Random")]
    [InlineData("_random.NextDouble()", "Random")]
    [InlineData("_random.NextSingle()", "Random")]
    [InlineData("_random.GetItems(new[] { 1, 2 }, 3)", "Random")]
    [InlineData("_random.GetString(\"abc\", 3)", "Random")]
    [InlineData("_random.GetHexString(3)", "Random")]
    [InlineData("RandomNumberGenerator.GetHexString(3)", "")]
    [InlineData("RandomNumberGenerator.GetString(\"abc\", 3)", "")]
    [InlineData("Own.Next()", "")]
    [InlineData("Hidden.Random.Next()", "")]
    public async Task HashCodesAndRandom_CanBeGuessed(string value, string guess) =>
        Assert.Equal(guess, await GuessOf(value, members: """
            private static class Own { public static int Next() => RandomNumberGenerator.GetInt32(99); }
            private static class Hidden { public static class Random { public static int Next() => RandomNumberGenerator.GetInt32(99); } }
            """));

    [Theory]
    [InlineData("\"one\"", "Constant")]
    [InlineData("1", "Constant")]
    [InlineData("(1)", "Constant")]
    [InlineData("default(Guid)", "Constant")]
    [InlineData("default(DateTime)", "")]
    [InlineData("new Guid()", "Constant")]
    [InlineData("Guid.Empty", "Constant")]
    [InlineData("string.Empty", "")]
    [InlineData("\"\"", "")]
    [InlineData("default(string)!", "")]
    [InlineData("Path.DirectorySeparatorChar", "")]
    [InlineData("Guid.NewGuid()", "")]
    [InlineData("new Guid(\"00000000-0000-0000-0000-000000000001\")", "Constant")]
    [InlineData("new Guid(user)", "")]
    [InlineData("new Guid(number, 1, 2, new byte[8])", "")]
    [InlineData("new string('a', 3)", "Constant")]
    [InlineData("new string('a', Environment.TickCount)", "Clock")]
    [InlineData("new Uri(\"http://a\")", "")]
    [InlineData("Guid.Parse(\"00000000-0000-0000-0000-000000000001\")", "Constant")]
    [InlineData("int.Parse(\"1\")", "")]
    [InlineData("user", "")]
    [InlineData("make()", "")]
    [InlineData("_time", "Clock")]
    [InlineData("number > 1 ? \"a\" : _time.ToString()", "Clock")]
    [InlineData("number > 1 ? null : \"a\"", "Constant")]
    [InlineData("number > 1 ? \"a\" : make()", "")]
    [InlineData("RandomNumberGenerator.Create()", "")]
    public async Task Constants_CanBeGuessed(string value, string guess) => Assert.Equal(guess, await GuessOf($"(object)({value})"));

    [Theory]
    [InlineData("Environment.TickCount.ToString()", "Clock")]
    [InlineData("Environment.TickCount.ToString(\"x\", System.Globalization.CultureInfo.InvariantCulture)", "Clock")]
    [InlineData("Environment.TickCount.ToString(System.Globalization.CultureInfo.CurrentCulture)", "Clock")]
    [InlineData("DateTime.UtcNow.ToString(make())", "")]
    [InlineData("string.Format(\"{0}\", Environment.TickCount)", "Clock")]
    [InlineData("string.Format(System.Globalization.CultureInfo.InvariantCulture, \"{0}\", Environment.TickCount)", "Clock")]
    [InlineData("string.Format(\"{0}{1}\", Environment.TickCount, make())", "")]
    [InlineData("string.Concat(\"a\", Environment.MachineName)", "Process")]
    [InlineData("string.Join(\"-\", Environment.TickCount, 1)", "Clock")]
    [InlineData("string.Join(\"-\", Environment.TickCount, make())", "")]
    [InlineData("string.Join(\"-\", new object[] { Environment.TickCount, 1 })", "Clock")]
    [InlineData("string.Join(\"-\", new object[] { Environment.TickCount, make() })", "")]
    [InlineData("string.Join(\"-\", new object[0])", "")]
    [InlineData("Convert.ToHexString(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("Convert.ToHexStringLower(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("Convert.ToBase64String(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{Environment.TickCount}\")", "Clock")]
    [InlineData("string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{make()}\")", "")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()", "Clock")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds()", "Clock")]
    [InlineData("DateTime.UtcNow.ToFileTime()", "Clock")]
    [InlineData("DateTime.UtcNow.ToFileTimeUtc()", "Clock")]
    [InlineData("DateTime.UtcNow.ToBinary()", "Clock")]
    [InlineData("DateTime.Now.ToUniversalTime()", "Clock")]
    [InlineData("DateTime.UtcNow.ToLocalTime()", "Clock")]
    [InlineData("given.ToLocalTime()", "")]
    [InlineData("DateTime.UtcNow.AddDays(1)", "")]
    [InlineData("Environment.MachineName.Replace(\"a\", \"b\")", "Process")]
    [InlineData("Environment.MachineName.Replace(\"a\", make())", "")]
    [InlineData("Environment.MachineName.Trim()", "Process")]
    [InlineData("Environment.MachineName.TrimStart()", "Process")]
    [InlineData("Environment.MachineName.TrimEnd('a', 'b')", "Process")]
    [InlineData("Environment.MachineName.Substring(1)", "Process")]
    [InlineData("Environment.MachineName.PadLeft(9)", "Process")]
    [InlineData("Environment.MachineName.PadRight(9, ' ')", "Process")]
    [InlineData("Environment.MachineName.ToLower()", "Process")]
    [InlineData("Environment.MachineName.ToUpper()", "Process")]
    [InlineData("Environment.MachineName.ToLowerInvariant()", "Process")]
    [InlineData("Environment.MachineName.ToUpperInvariant()", "Process")]
    [InlineData("Environment.MachineName.Normalize()", "")]
    [InlineData("Encoding.UTF8.GetBytes(Environment.MachineName)", "Process")]
    [InlineData("new UTF8Encoding().GetBytes(Environment.MachineName)", "Process")]
    [InlineData("Encoding.UTF8.GetBytes(make())", "")]
    [InlineData("SHA256.HashData(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("SHA512.HashData(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("MD5.HashData(BitConverter.GetBytes(Environment.TickCount))", "Clock")]
    [InlineData("HMACSHA256.HashData(BitConverter.GetBytes(1), BitConverter.GetBytes(Environment.TickCount))", "")]
    [InlineData("Environment.MachineName.ToCharArray().ToArray()", "")]
    [InlineData("Environment.MachineName.ToArray()", "Process")]
    [InlineData("Environment.MachineName.AsSpan().ToString()", "")]
    [InlineData("Enumerable.Repeat(Environment.TickCount, 2)", "Clock")]
    [InlineData("Enumerable.Range(1, 3).Select(i => _random.Next())", "Random")]
    [InlineData("Enumerable.Range(1, 3).Select(i => make())", "")]
    [InlineData("Enumerable.Range(Environment.TickCount, 3)", "Clock")]
    [InlineData("Enumerable.Range(1, 3)", "Constant")]
    [InlineData("Enumerable.Range(1, 3).Reverse()", "")]
    [InlineData("Math.Abs(Environment.TickCount)", "Clock")]
    [InlineData("Math.Max(Environment.TickCount, 1)", "")]
    [InlineData("Guid.Empty.ToString(\"N\")", "Constant")]
    [InlineData("(DateTime.UtcNow.TimeOfDay).ToString()", "Clock")]
    [InlineData("Own.ToString(Environment.TickCount)", "")]
    [InlineData("Own.Format(Environment.TickCount)", "")]
    [InlineData("Convert.ToHexString(BitConverter.GetBytes(Environment.TickCount).AsSpan())", "Clock")]
    public async Task CallThatMakesNothing_IsAsGoodAsWhatGoesIn(string value, string guess) => Assert.Equal(guess, await GuessOf(value, members: """
        private static class Own { public static string ToString(int number) => RandomNumberGenerator.GetHexString(number); public static string Format(int number) => RandomNumberGenerator.GetHexString(number); }
        """));

    [Theory]
    [InlineData("MD5.Create()", "Clock")]
    [InlineData("SHA1.Create()", "Clock")]
    [InlineData("new HMACSHA256()", "")]
    public async Task HashThatIsComputed_HidesNothingWithoutAKey(string hash, string guess) =>
        Assert.Equal(guess, await GuessOf("hash.ComputeHash(BitConverter.GetBytes(Environment.TickCount))", $"HashAlgorithm hash = {hash};"));

    [Theory]
    [InlineData("$\"session\"", "Constant")]
    [InlineData("$\"s-{1}\"", "Constant")]
    [InlineData("$\"s-{_up}\"", "Counter")]
    [InlineData("$\"{_up}-{Environment.TickCount}\"", "Counter")]
    [InlineData("$\"{1}-{Environment.TickCount}-{_up}\"", "Clock")]
    [InlineData("$\"{_up}-{make()}\"", "")]
    [InlineData("$\"{make()}-{_up}\"", "")]
    [InlineData("\"s\" + _up", "Counter")]
    [InlineData("_up + \"s\"", "Counter")]
    [InlineData("make() + _up", "")]
    [InlineData("_up + make()", "")]
    [InlineData("_up * 31 + Environment.TickCount", "Counter")]
    [InlineData("DateTime.UtcNow + TimeSpan.FromDays(1)", "")]
    [InlineData("\"abc\"[_up]", "Counter")]
    [InlineData("\"abc\"[1]", "")]
    [InlineData("\"abc\"[number]", "")]
    [InlineData("new[] { 1, 2 }[_random.Next(2)]", "Random")]
    [InlineData("new[] { 1, 2 }[0]", "")]
    [InlineData("new[] { 1, 2 }[number]", "")]
    [InlineData("_all[_random.Next(2)]", "")]
    [InlineData("new StringValues(_up.ToString())", "Counter")]
    public async Task PartsMakeTheWhole(string value, string guess) => Assert.Equal(guess, await GuessOf(value));

    [Theory]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes);", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes);", "new Guid(bytes)", "Random")]
    [InlineData("Span<byte> bytes = stackalloc byte[4]; _random.NextBytes(bytes);", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; var others = new byte[4]; _random.NextBytes(others);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; Own.NextBytes(bytes);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); RandomNumberGenerator.Fill(bytes);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); Console.WriteLine(Convert.ToHexString(bytes));", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; bytes[0] = (byte)_up; bytes[1] = 1;", "Convert.ToHexString(bytes)", "Counter")]
    [InlineData("var bytes = new byte[4]; bytes[0] = (byte)_up; bytes[1] = (byte)make()[0];", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1;", "Convert.ToHexString(bytes)", "Constant")]
    [InlineData("var bytes = BitConverter.GetBytes(_up);", "Convert.ToHexString(bytes)", "Counter")]
    [InlineData("var bytes = BitConverter.GetBytes(number);", "Convert.ToHexString(bytes)", "")]
    [InlineData("byte[] bytes; if (number > 1) bytes = BitConverter.GetBytes(_up); else bytes = new byte[4];", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4];", "Convert.ToHexString(bytes)", "")]
    [InlineData("Memory<byte> bytes = new byte[4]; _random.NextBytes(bytes.Span);", "Convert.ToHexString(bytes.Span)", "")]
    [InlineData("var text = new StringBuilder(); text.Append(_up);", "text.ToString()", "Counter")]
    [InlineData("var text = new StringBuilder(); text.Append(_up); text.Append(make());", "text.ToString()", "")]
    [InlineData("var text = new StringBuilder(); text.Append('a'); text.Append(_up);", "text.ToString()", "Counter")]
    [InlineData("var text = new StringBuilder(); var other = new StringBuilder(); other.Append(_up);", "text.ToString()", "")]
    [InlineData("var text = new StringBuilder(\"a\");", "text.ToString()", "")]
    [InlineData("var text = new StringBuilder(); Own.Fill(text); text.Append(_up);", "text.ToString()", "")]
    [InlineData("var text = new StringBuilder(); text.Append(_up);", "$\"{text}\"", "Counter")]
    [InlineData("var text = new StringBuilder(); text.Append(_up); text.Append(text.ToString());", "text.ToString()", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; BitConverter.TryWriteBytes(bytes, make().Length);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; RandomNumberGenerator.Fill(bytes.AsSpan(1));", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; var rest = bytes.AsSpan(1); RandomNumberGenerator.Fill(rest);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = BitConverter.GetBytes(Environment.TickCount64); RandomNumberGenerator.Fill(bytes.AsSpan(4));", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = BitConverter.GetBytes(Environment.TickCount64); RandomNumberGenerator.Fill(bytes.AsMemory(4).Span);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = BitConverter.GetBytes(Environment.TickCount64); RandomNumberGenerator.Fill(new Span<byte>(bytes, 4, 4));", "Convert.ToHexString(bytes)", "")]
    [InlineData("Span<byte> bytes = stackalloc byte[4]; _random.NextBytes(bytes); RandomNumberGenerator.Fill(bytes[2..]);", "Convert.ToHexString(bytes)", "")]
    [InlineData("Span<byte> bytes = stackalloc byte[4]; _random.NextBytes(bytes); RandomNumberGenerator.Fill(bytes.Slice(2));", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[32]; bytes[0] = 1; SHA256.HashData(Encoding.UTF8.GetBytes(make()), bytes);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[32]; bytes[0] = 1; Encoding.UTF8.GetBytes(user, 0, 8, bytes, 1);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); Console.WriteLine(Convert.ToHexString(bytes.AsSpan(0, 2)));", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); ReadOnlySpan<byte> read = bytes;", "Convert.ToHexString(SHA256.HashData(bytes))", "Random")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; Span<byte> all = bytes; RandomNumberGenerator.Fill(all[1..]);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; var same = bytes; RandomNumberGenerator.Fill(same);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; byte[] same; same = bytes; RandomNumberGenerator.Fill(same);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = BitConverter.GetBytes(_up); var same = bytes; RandomNumberGenerator.Fill(same);", "Convert.ToHexString(bytes)", "")]
    [InlineData("Span<byte> bytes = stackalloc byte[4]; _random.NextBytes(bytes); var same = bytes; RandomNumberGenerator.Fill(same);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var text = new StringBuilder(); text.Append(_up); var same = text; same.Append(make());", "text.ToString()", "")]
    [InlineData("Memory<byte> bytes = BitConverter.GetBytes(_up); RandomNumberGenerator.Fill(bytes.Span);", "Convert.ToHexString(bytes.Span)", "")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; Own.HashData(bytes);", "Convert.ToHexString(bytes)", "")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); ReadOnlyMemory<byte> read = bytes;", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes(bytes); ReadOnlySpan<byte> read = bytes.AsSpan();", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; _random.NextBytes((Span<byte>)bytes);", "Convert.ToHexString(bytes)", "Random")]
    [InlineData("var bytes = new byte[4]; bytes[0] = 1; var first = bytes[0];", "Convert.ToHexString(bytes)", "Constant")]
    public async Task BufferIsAsGoodAsWhatFillsIt(string before, string value, string guess) => Assert.Equal(guess, await GuessOf(value, before, """
        private static class Own { public static byte[] HashData(byte[] bytes) { RandomNumberGenerator.Fill(bytes); return bytes; } public static void NextBytes(byte[] bytes) => RandomNumberGenerator.Fill(bytes); public static void Fill(StringBuilder text) => text.Append(RandomNumberGenerator.GetHexString(9)); }
        """));

    [Theory]
    [InlineData(5, "Counter")]
    [InlineData(40, "")]
    public async Task LongSum_IsFollowedForAWhile(int terms, string guess) =>
        Assert.Equal(guess, await GuessOf(string.Join(" + ", Enumerable.Range(0, terms).Select(i => $"({i}").Append("_up")) + new string(')', terms)));

    [Theory]
    [InlineData("string", "\"a\"", "$\"{_kept}b\"")]
    [InlineData("string", "\"a\"", "_kept.Trim()")]
    [InlineData("string", "\"a\"", "new string(_kept)")]
    [InlineData("DateTime", "DateTime.UtcNow", "_kept.Date")]
    [InlineData("int", "1", "new[] { 1, 2 }[_kept]")]
    [InlineData("char", "'a'", "\"abc\"[_kept]")]
    public async Task FieldThatIsMadeOfItself_IsFollowedForAWhile(string type, string first, string next) =>
        Assert.Equal("", await GuessOf("_kept", members: $"private {type} _kept = {first}; private void Next() => _kept = {next};"));
}
