using System.Globalization;

namespace Bridge.Store;

/// <summary>The folder of one PostgreSQL installation that can make and run a cluster.</summary>
public sealed record PostgresBinaries(string Folder)
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Initdb => this.Program("initdb");

    public string PgCtl => this.Program("pg_ctl");

    /// <summary>The one command that installs PostgreSQL on this platform.</summary>
    public static string InstallCommand =>
        OperatingSystem.IsWindows() ? "winget install PostgreSQL.PostgreSQL.17"
        : OperatingSystem.IsMacOS() ? "brew install postgresql@17"
        : IsOnPath("dnf") ? "sudo dnf install -y postgresql-server"
        : IsOnPath("apk") ? "sudo apk add postgresql"
        : "sudo apt-get install -y postgresql";

    /// <summary>
    /// The installations of this machine: first those on PATH, then the usual places of Debian, Red Hat, Homebrew,
    /// Postgres.app and Windows, the newest first.
    /// </summary>
    public static IEnumerable<PostgresBinaries> All() =>
        PathFolders()
            .Concat(UsualFolders())
            .Where(HoldsAll)
            .Select(folder => new PostgresBinaries(RealFolder(folder)))
            .Distinct();

    /// <summary>The first installation, or the first of the given major version.</summary>
    /// <exception cref="PostgresMissingException">There is none.</exception>
    public static PostgresBinaries Find(int? major = null)
    {
        var all = All().ToList();
        if (all.Count == 0)
        {
            throw new PostgresMissingException(
                "No connection string is set, so the bridge runs a PostgreSQL of its own, but initdb, pg_ctl and postgres "
                    + $"were not found. Install it with: {InstallCommand}. Or set ConnectionStrings:Bridge to use a server."
            );
        }

        return all.Find(found => major is null || found.Major() == major)
            ?? throw new PostgresMissingException(
                $"The data folder was made by PostgreSQL {major}, and this machine has only "
                    + $"{string.Join(", ", all.Select(found => found.Folder))}. Install version {major} beside it, "
                    + "or move the data with pg_dump and an empty data folder."
            );
    }

    /// <summary>Asks the server program for its major version; null when it does not say.</summary>
    private int? Major()
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(this.Program("postgres"), "--version")
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        );
        var words = (process?.StandardOutput.ReadToEnd() ?? "").Split(' ', '\n', '.');
        return words
            .Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var n) ? n : (int?)null)
            .FirstOrDefault(n => n is not null);
    }

    private static string Exe(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private string Program(string name) => Path.Combine(this.Folder, Exe(name));

    private static bool HoldsAll(string folder) => Needed.All(name => File.Exists(Path.Combine(folder, Exe(name))));

    private static bool IsOnPath(string name) => PathFolders().Any(folder => File.Exists(Path.Combine(folder, name)));

    // A link in PATH stands for the installation that it points to.
    private static string RealFolder(string folder)
    {
        var program = Path.Combine(folder, Exe("initdb"));
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        return Path.GetDirectoryName(real) ?? folder;
    }

    private static string[] PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

    private static IEnumerable<string> UsualFolders() =>
        OperatingSystem.IsWindows()
            ? Below(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")
            :
            [
                .. Below("/usr/lib/postgresql", "*"),
                .. Below("/usr", "pgsql-*"),
                .. Below("/opt/homebrew/opt", "postgresql*"),
                .. Below("/usr/local/opt", "postgresql*"),
                .. Below("/home/linuxbrew/.linuxbrew/opt", "postgresql*"),
                .. Below("/Applications/Postgres.app/Contents/Versions", "*"),
                .. Below("/usr/libexec", "postgresql*"),
                "/usr/local/pgsql/bin",
            ];

    private static IEnumerable<string> Below(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory
                .EnumerateDirectories(parent, pattern)
                .OrderByDescending(Version)
                .SelectMany(folder => new[] { Path.Combine(folder, "bin"), folder })
            : [];

    private static int Version(string folder) =>
        int.TryParse(
            new string([
                .. Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit),
            ]),
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : 0;
}
