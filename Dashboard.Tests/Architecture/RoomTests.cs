using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Architecture;

public class RoomTests
{
    private static readonly string[] ForbiddenRooms =
        ["Models", "Services", "Utils", "Utilities", "Helpers", "Common", "Managers", "Interfaces", "Enums", "Misc", "Shared"];

    /// <summary>Packages that one room alone may name, so that the room can be exchanged.</summary>
    private static readonly Dictionary<string, string> PackageRooms = new(StringComparer.Ordinal)
    {
        ["LiteDB"] = "Storage.LiteDb",
        ["ZstdSharp"] = "Storage.LiteDb",
        ["CsvHelper"] = "Exchange.Csv",
        ["Parquet"] = "Exchange.Parquet",
        ["MudBlazor"] = "Components",
        ["Plotly"] = "Components",
    };

    [Fact]
    public void A_room_uses_only_the_rooms_its_row_names() =>
        Assert.Empty(ForbiddenUses(RoomUses.InProduct, RoomTable.Product));

    [Fact]
    public void A_row_names_only_rows_above_it() => Assert.Empty(Upward(RoomTable.Product));

    [Fact]
    public void Every_arrow_of_the_table_is_used()
    {
        var used = RoomUses.InProduct.Where(use => use.IsOurs)
            .Select(use => (use.From(RoomTable.Product), use.To(RoomTable.Product))).ToHashSet();

        Assert.Empty(RoomTable.Product.Arrows
            .SelectMany(row => row.Value.Select(use => (row.Key, use)))
            .Where(arrow => !used.Contains(arrow))
            .Select(arrow => $"{arrow.Key} -> {arrow.use} can go from the table"));
    }

    [Fact]
    public void Every_folder_is_a_room_of_the_table_and_every_room_a_folder()
    {
        var folders = SourceTree.Product.Files
            .Select(file => new RoomUse(file.FilePath, "").From(RoomTable.Product))
            .Where(room => room != RoomTable.Root)
            .Distinct();

        Assert.Equal(RoomTable.Product.Rooms.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() => Assert.Empty(
        SourceTree.Product.Files.Concat(SourceTree.Tests.Files).SelectMany(file => MeaninglessFolders(file.FilePath)));

    [Fact]
    public void Namespaces_follow_folders() =>
        Assert.Empty(SourceTree.Product.Files.Concat(SourceTree.Tests.Files).SelectMany(Namespaces.OutOfPlace));

    [Fact]
    public void A_package_behind_a_contract_is_named_in_one_room_only() =>
        Assert.Empty(PackagesOutOfTheirRoom(RoomUses.InProduct));

    [Fact]
    public void The_document_shows_the_same_table() =>
        Assert.Contains(RoomTable.Text.ReplaceLineEndings("\n"), Repository.Read("docs/architecture.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Dashboard.Core/Metrics/A.cs", "using Dashboard.Core.Windowing; namespace Dashboard.Core.Metrics; class A;", "Metrics -> Windowing")]
    [InlineData("Dashboard.Core/Metrics/A.cs", "namespace Dashboard.Core.Metrics; class A { Windowing.Cell? _cell; }", "Metrics -> Windowing")]
    [InlineData("Dashboard/Endpoints/A.cs", "namespace Dashboard.Endpoints; class A { object _o = new Dashboard.Core.Storage.LiteDb.Engine(); }", "Endpoints -> Storage.LiteDb")]
    [InlineData("Dashboard/Live/A.cs", "namespace Dashboard.Live; class A { object _o = typeof(DashboardApp); }", "Live -> DashboardApp")]
    [InlineData("Dashboard.Core/Metrics/A.cs", "namespace Dashboard.Core.Metrics; class A { int F(Storage.Row row) => row.Box.Size; }", "Metrics -> Storage")]
    [InlineData("Dashboard/Cellar/A.cs", "namespace Dashboard.Cellar; class A { Core.Metrics.Size? _size; }", "Cellar -> Metrics")]
    public void A_use_against_the_table_is_found(string path, string text, string expected) =>
        Assert.Contains(ForbiddenUses(RoomUses.In(SourceTree.Of([(path, text), .. SmallHouse])), RoomTable.Product), use => use.EndsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_use_along_the_table_is_fine() => Assert.Empty(ForbiddenUses(
        RoomUses.In(SourceTree.Of([("Dashboard.Core/Windowing/B.cs", "namespace Dashboard.Core.Windowing; class B { Metrics.Size? _size; }"), .. SmallHouse])),
        RoomTable.Product));

    [Fact]
    public void A_using_in_razor_is_found() => Assert.Equal(
        ["Dashboard/Components/A.razor: Components -> Security"],
        ForbiddenUses(RoomUses.InRazor("Dashboard/Components/A.razor", "@using Dashboard.Security\n<p>Dashboard.</p>"), RoomTable.Product));

    [Fact]
    public void A_circle_in_the_table_is_found() =>
        Assert.Equal(["A -> B"], Upward(RoomTable.Parse("A -> B\nB -> A")));

    [Fact]
    public void A_package_outside_its_room_is_found() => Assert.Equal(
        ["Dashboard.Core/Ingestion/A.cs names LiteDB"],
        PackagesOutOfTheirRoom(RoomUses.In(SourceTree.Of(
            ("Dashboard.Core/Ingestion/A.cs", "namespace Dashboard.Core.Ingestion; class A { LiteDB.ObjectId? _id; }"),
            ("Dashboard.Core/Storage/LiteDb/B.cs", "using LiteDB; namespace Dashboard.Core.Storage.LiteDb; class B { ObjectId? _id; }")))));

    [Fact]
    public void A_folder_or_namespace_out_of_place_is_found()
    {
        var file = SourceTree.Of(("Dashboard.Core/Helpers/A.cs", "namespace Dashboard.Core.Metrics; class A;")).Files[0];

        Assert.NotEmpty(MeaninglessFolders(file.FilePath));
        Assert.NotEmpty(Namespaces.OutOfPlace(file));
    }

    private static IEnumerable<(string, string)> SmallHouse =>
    [
        ("Dashboard/DashboardApp.cs", "namespace Dashboard; class DashboardApp;"),
        ("Dashboard.Core/Metrics/Size.cs", "namespace Dashboard.Core.Metrics; class Size;"),
        ("Dashboard.Core/Windowing/Cell.cs", "namespace Dashboard.Core.Windowing; class Cell;"),
        ("Dashboard.Core/Storage/Row.cs", "namespace Dashboard.Core.Storage; class Row { public Box Box; } class Box { public int Size; }"),
        ("Dashboard.Core/Storage/LiteDb/Engine.cs", "namespace Dashboard.Core.Storage.LiteDb; class Engine;"),
    ];

    private static IEnumerable<string> ForbiddenUses(IEnumerable<RoomUse> uses, RoomTable rooms) => uses
        .Where(use => use.IsOurs && !rooms.Allows(use.From(rooms), use.To(rooms)))
        .Select(use => $"{use.File}: {use.From(rooms)} -> {use.To(rooms)}")
        .Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Upward(RoomTable rooms) =>
        from room in rooms.Rooms.Index()
        from use in rooms.Arrows[room.Item]
        where !rooms.Rooms.Take(room.Index).Contains(use)
        select $"{room.Item} -> {use}";

    private static IEnumerable<string> MeaninglessFolders(string path) =>
        path.Split('/')[..^1].Where(part => ForbiddenRooms.Contains(part, StringComparer.OrdinalIgnoreCase)).Select(part => $"{path}: {part}");

    private static IEnumerable<string> PackagesOutOfTheirRoom(IEnumerable<RoomUse> uses) =>
        from use in uses
        let package = use.Namespace.Split('.')[0]
        where PackageRooms.TryGetValue(package, out var room) && use.From(RoomTable.Product) != room
        select $"{use.File} names {package}";
}
