using System.Text;

namespace McpBenchmarks.Analyzers;

/// <summary>Files as projects have them that speak no MCP themselves: services, models, HTTP calls, loops. The same seed writes the same files.</summary>
/// <param name="seed">Which files.</param>
/// <param name="root">The namespace that all are in.</param>
internal sealed class GeneratedCode(int seed, string root)
{
    private const int MembersPerFile = 8;

    private static readonly string[] Nouns = ["Order", "Invoice", "Customer", "Report", "Parcel", "Ticket", "Account", "Sensor", "Booking", "Lesson", "Recipe", "Vehicle"];
    private static readonly string[] Verbs = ["Load", "Store", "Count", "Merge", "Check", "Render", "Split", "Rank", "Archive", "Price"];

    private readonly Random _random = new(seed);

    /// <summary>So many files, about a hundred lines each.</summary>
    public IEnumerable<string> Files(int count)
    {
        for (var file = 0; file < count; file++)
        {
            yield return File(file);
        }
    }

    private string File(int number)
    {
        var noun = Pick(Nouns);
        var text = new StringBuilder($$"""
            namespace {{root}}.Area{{number % 40}};

            /// <summary>What can be done with {{noun}}s.</summary>
            public sealed class {{noun}}Service{{number}}(HttpClient http)
            {
                private readonly Dictionary<string, {{noun}}Row{{number}}> _rows = [];


            """);
        for (var member = 0; member < MembersPerFile; member++)
        {
            text.Append(Member(noun, number, Pick(Verbs) + member)).Append('\n');
        }

        return text.Append($$"""
            }

            public sealed record {{noun}}Row{{number}}(string Id, int Amount, DateTime At);

            """).ToString();
    }

    private string Member(string noun, int number, string name) => _random.Next(6) switch
    {
        0 => $$"""
                public async Task<string?> {{name}}Async(string id, CancellationToken cancellationToken)
                {
                    using var response = await http.GetAsync(new Uri($"https://shop.example/{id}"), cancellationToken);
                    if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                    {
                        return null;
                    }

                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync(cancellationToken);
                }

            """,
        1 => $$"""
                public int {{name}}(IEnumerable<{{noun}}Row{{number}}> rows)
                {
                    var sum = {{_random.Next(100)}};
                    foreach (var row in rows)
                    {
                        if (row.Amount > {{_random.Next(50)}} && !_rows.ContainsKey(row.Id))
                        {
                            _rows.Add(row.Id, row);
                            sum += row.Amount;
                        }
                    }

                    return sum;
                }

            """,
        2 => $$"""
                public string {{name}}(int kind) => kind switch
                {
                    0 => "none",
                    1 or 2 => "few",
                    > {{_random.Next(10, 90)}} => "many",
                    _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"some: {kind}"),
                };

            """,
        3 => $$"""
                public IReadOnlyList<string> {{name}}(int least) =>
                    [.. _rows.Values.Where(row => row.Amount >= least).OrderBy(row => row.At).Select(row => row.Id)];

            """,
        4 => $$"""
                public bool {{name}}(string id, out {{noun}}Row{{number}}? row)
                {
                    try
                    {
                        row = _rows.GetValueOrDefault(id) ?? new {{noun}}Row{{number}}(id, {{_random.Next(9)}}, DateTime.UnixEpoch);
                        return row.Amount % 2 == 0;
                    }
                    catch (ArgumentException)
                    {
                        row = null;
                        return false;
                    }
                }

            """,
        _ => $$"""
                public async Task {{name}}Async(string body)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "https://shop.example/{{noun}}") { Content = new StringContent(body) };
                    request.Headers.Add("X-Request-Id", Guid.NewGuid().ToString());
                    for (var attempt = 0; attempt < {{_random.Next(2, 5)}}; attempt++)
                    {
                        using var response = await http.SendAsync(request);
                        if (response.IsSuccessStatusCode)
                        {
                            break;
                        }

                        await Task.Delay(TimeSpan.FromSeconds(attempt));
                    }
                }

            """,
    };

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
