namespace Bridge.Settings;

/// <summary>Where the settings come from, later ones winning.</summary>
public static class Configuration
{
    /// <summary>appsettings.json of the current folder, its variant for the environment, user secrets in development, environment variables.</summary>
    public static IConfigurationRoot Build()
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
        var builder = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true);
        if (environment == "Development")
        {
            builder.AddUserSecrets(typeof(Configuration).Assembly, optional: true);
        }

        return builder.AddEnvironmentVariables().Build();
    }
}
