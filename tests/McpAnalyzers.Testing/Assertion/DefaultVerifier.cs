using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Fails by an <see cref="InvalidOperationException"/>, for any test framework.</summary>
public class DefaultVerifier : IVerifier
{
    /// <summary>Creates a verifier.</summary>
    public DefaultVerifier()
        : this([])
    {
    }

    /// <summary>Creates a verifier that works in this context.</summary>
    protected DefaultVerifier(ImmutableStack<string> context) => Context = context;

    /// <summary>What is being verified, the innermost on top.</summary>
    protected ImmutableStack<string> Context { get; }

    /// <inheritdoc/>
    public virtual void Empty<T>(string collectionName, IEnumerable<T> collection)
        => True(!collection.Any(), $"'{collectionName}' is expected to be empty, but has {collection.Count()} items");

    /// <inheritdoc/>
    public virtual void Equal<T>(T expected, T actual, string? message = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Fail(message ?? $"Expected: {expected}{Environment.NewLine}Actual: {actual}");
        }
    }

    /// <inheritdoc/>
    public virtual void True([DoesNotReturnIf(false)] bool assert, string? message = null)
    {
        if (!assert)
        {
            Fail(message ?? "Expected true, but was false");
        }
    }

    /// <inheritdoc/>
    public virtual void False([DoesNotReturnIf(true)] bool assert, string? message = null)
    {
        if (assert)
        {
            Fail(message ?? "Expected false, but was true");
        }
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public virtual void Fail(string? message = null)
        => throw new InvalidOperationException(CreateMessage(message ?? "Verification failed"));

    /// <inheritdoc/>
    public virtual void LanguageIsSupported(string language)
        => True(language == LanguageNames.CSharp, $"Language '{language}' is not supported");

    /// <inheritdoc/>
    public virtual void NotEmpty<T>(string collectionName, IEnumerable<T> collection)
        => True(collection.Any(), $"'{collectionName}' is expected not to be empty");

    /// <inheritdoc/>
    public virtual void SequenceEqual<T>(
        IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? equalityComparer = null, string? message = null)
        => True(
            expected.SequenceEqual(actual, equalityComparer),
            message ?? $"Expected: {string.Join(", ", expected)}{Environment.NewLine}Actual: {string.Join(", ", actual)}");

    /// <inheritdoc/>
    public virtual IVerifier PushContext(string context) => new DefaultVerifier(Context.Push(context));

    /// <summary>The message, preceded by the context it belongs to.</summary>
    protected virtual string CreateMessage(string? message)
        => string.Join(Environment.NewLine, Context.Reverse().Select(context => $"Context: {context}").Append(message ?? string.Empty));
}
