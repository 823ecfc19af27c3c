using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Bridge;

/// <summary>What the bridge takes of any request before it looks who sends it. Each limit is stated, not left to the framework.</summary>
public static class HttpLimits
{
    /// <summary>Over this a webhook is answered 413; those of the tools are far below.</summary>
    public const int MostBodyBytes = 5 * 1024 * 1024;

    public const int MostHeaders = 64;
    public const int MostHeaderBytes = 32 * 1024;
    public const int MostLineBytes = 8 * 1024;
    public const int MostConnections = 2000;

    /// <summary>Bytes a second that a sender must reach on average, after a grace of five seconds.</summary>
    public const double SlowestBody = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MostBodyBytes + (64 * 1024);
        limits.MaxRequestHeaderCount = MostHeaders;
        limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        limits.MaxRequestLineSize = MostLineBytes;
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, Grace);
        limits.MinResponseDataRate = new MinDataRate(SlowestBody, Grace);
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
