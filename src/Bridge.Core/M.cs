namespace Bridge.Core;

internal static class Marker;
