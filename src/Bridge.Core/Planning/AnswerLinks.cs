using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>What a link says: one answer in one round of one case, until it expires.</summary>
public sealed record AnswerClaim(long CaseId, int Round, CustomerAnswer Answer, DateTimeOffset Expires);

/// <summary>
/// Makes and reads the links by which customers answer. A link carries its claim and an HMAC-SHA256 over it: pure, so the
/// same round has the same links in every plan, and nobody without the key makes one.
/// </summary>
public sealed class AnswerLinks
{
    private const byte Version = 1;
    private const int ClaimBytes = 22;
    private const int Bytes = ClaimBytes + HMACSHA256.HashSizeInBytes;

    private readonly string prefix;
    private readonly byte[] key;

    /// <summary>Links under an address, signed with a key.</summary>
    /// <param name="publicUrl">The address at which customers reach the bridge, with its path if it has one.</param>
    /// <param name="key">The secret that links are signed with, of any length; a change of it makes old links worthless.</param>
    public AnswerLinks(string publicUrl, string key)
    {
        this.prefix = publicUrl.TrimEnd('/') + "/answer/";
        this.key = SHA256.HashData(Encoding.UTF8.GetBytes("bridge answer links\n" + key));
    }

    public string Link(AnswerClaim claim) => this.prefix + this.Token(claim);

    /// <summary>The last part of a link's address: 72 letters, digits, "-" and "_".</summary>
    public string Token(AnswerClaim claim)
    {
        var bytes = new byte[Bytes];
        bytes[0] = Version;
        bytes[1] = (byte)claim.Answer;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(2), claim.Round);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(6), claim.CaseId);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(14), claim.Expires.ToUnixTimeSeconds());
        HMACSHA256.HashData(this.key, bytes.AsSpan(0, ClaimBytes), bytes.AsSpan(ClaimBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>
    /// What a token claims; null when this key did not sign it. Compared in constant time. Whether it has expired is for the
    /// caller to say.
    /// </summary>
    public AnswerClaim? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (
            token.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var length)
            || length != Bytes
        )
        {
            return null;
        }

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(this.key, bytes[..ClaimBytes], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, bytes[ClaimBytes..]) || bytes[0] != Version)
        {
            return null;
        }

        return new AnswerClaim(
            BinaryPrimitives.ReadInt64BigEndian(bytes[6..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[2..]),
            (CustomerAnswer)bytes[1],
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[14..]))
        );
    }
}
