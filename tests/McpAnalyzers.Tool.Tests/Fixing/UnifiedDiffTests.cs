using McpAnalyzers.Tool.Fixing;

namespace McpAnalyzers.Tool.Tests.Fixing;

public class UnifiedDiffTests
{
    [Fact]
    public void Change_HasThreeLinesAround()
        => Assert.Equal(
            "--- a/A.cs\n+++ b/A.cs\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
            UnifiedDiff.Of("A.cs", Numbers(1, 9), Numbers(1, 9).Replace("5", "five", StringComparison.Ordinal)));

    [Fact]
    public void ChangesFarApart_AreHunksOfTheirOwn()
        => Assert.Equal(
            "--- a/A.cs\n+++ b/A.cs\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n",
            UnifiedDiff.Of("A.cs", Numbers(1, 20), "0\n" + Numbers(1, 19)));

    [Fact]
    public void ChangesNearEachOther_ShareAHunk()
        => Assert.Equal(
            "--- a/A.cs\n+++ b/A.cs\n@@ -1,9 +1,9 @@\n-1\n+one\n 2\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n",
            UnifiedDiff.Of("A.cs", Numbers(1, 9), Numbers(1, 9).Replace("1", "one", StringComparison.Ordinal).Replace("6", "six", StringComparison.Ordinal)));

    [Fact]
    public void MissingLineEnd_IsSaid()
        => Assert.Equal(
            "--- a/A.cs\n+++ b/A.cs\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
            UnifiedDiff.Of("A.cs", "a", "b"));

    [Fact]
    public void LineEnds_AreKept()
        => Assert.Equal("--- a/A.cs\n+++ b/A.cs\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", UnifiedDiff.Of("A.cs", "a\r\nb\r\n", "a\r\nc\r\n"));

    [Fact]
    public void NoChange_IsNoText() => Assert.Equal("", UnifiedDiff.Of("A.cs", "a\n", "a\n"));

    private static string Numbers(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(n => $"{n}\n"));
}
