namespace Bridge.Settings;

/// <summary>Where the running bridge's settings came from, to be looked at again.</summary>
public sealed class SettingsSource(IConfiguration configuration)
{
    private DateTimeOffset read = Newest(configuration);

    /// <summary>The connections as the settings say them now, unchecked, with secrets' files not read; null while they cannot be read.</summary>
    public Dictionary<string, Connectors.ConnectionOptions>? Connections()
    {
        try
        {
            var newest = Newest(configuration);
            if (newest != this.read && configuration is IConfigurationRoot root)
            {
                root.Reload();
            }

            this.read = newest;
            return
                configuration.GetSection("Bridge:Connections").Get<Dictionary<string, Connectors.ConnectionOptions>>()
                    is { } found
                ? new(found, StringComparer.OrdinalIgnoreCase)
                : new(StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset Newest(IConfiguration configuration) =>
        configuration is IConfigurationRoot root
            ? root.Providers.OfType<FileConfigurationProvider>()
                .Select(file => file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").LastModified)
                .Max()
                ?? DateTimeOffset.MinValue
            : DateTimeOffset.MinValue;
}
