using System.Collections.Concurrent;
using Npgsql;

namespace Bridge.Store;

/// <summary>
/// Claims that may have been committed though no answer came: nobody works on their cases, so a later claim gives them
/// back first, and no lease has to run out. Thread safe.
/// </summary>
internal sealed class UnansweredClaims
{
    private readonly ConcurrentDictionary<Guid, bool> tokens = new();

    /// <summary>Has a batch that is about to claim give those back first. To be disposed when it is over.</summary>
    /// <param name="token">Of the claim that begins.</param>
    public Claim Begin(Guid token, NpgsqlBatch batch)
    {
        Guid[] old = [.. this.tokens.Keys];
        if (old.Length > 0)
        {
            batch.BatchCommands.Insert(
                0,
                new NpgsqlBatchCommand(
                    """
                    update cases set lease_node = null, lease_token = null, lease_until = null
                    where lease_token = any(@tokens)
                    """
                )
                {
                    Parameters = { new NpgsqlParameter<Guid[]>("tokens", old) },
                }
            );
        }

        return new Claim(this, token, old);
    }

    /// <summary>A claim whose answer is awaited.</summary>
    internal sealed class Claim(UnansweredClaims claims, Guid token, Guid[] givenBack) : IDisposable
    {
        private bool isAnswered;

        /// <summary>It is known to be committed.</summary>
        public void Answered() => this.isAnswered = true;

        public void Dispose()
        {
            if (!this.isAnswered)
            {
                claims.tokens.TryAdd(token, true);
                return;
            }

            foreach (var old in givenBack)
            {
                claims.tokens.TryRemove(old, out _);
            }
        }
    }
}
