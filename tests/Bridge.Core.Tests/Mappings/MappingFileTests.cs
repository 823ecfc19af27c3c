using Bridge.Core.Mappings;

namespace Bridge.Core.Tests.Mappings;

public sealed class MappingFileTests
{
    public static TheoryData<string> Files => [.. MappingFiles.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_mapping_file_that_ships_has_no_errors(string name)
    {
        var text = MappingFiles.Text(name);

        var reading = MappingReader.Read(name, text);

        Assert.Equal("", MappingReport.Print(reading.Errors, text));
        Assert.NotNull(reading.Process);
    }
}
