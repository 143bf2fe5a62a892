import TestSupport
import Testing
import VaultMedia
import VaultSystem

@Suite("A paper that arrives")
struct ArrivalTests {
    @Test(arguments: Arrival.all)
    func `is what the list says, by a worker and without one`(arrival: Arrival) throws {
        let bytes = try arrival.bytes()
        let worker = WorkerInspector(.vaulttool)
        #expect(try worker.inspect(sample(of: bytes), name: arrival.name) == arrival.expected)
        // What takes too much memory does so here as well, where nothing bounds it.
        guard !arrival.expected.reasons.contains(.parserFailed) else { return }
        let own = try MediaInspectorTests.shared.get()
        #expect(try own.inspect(sample(of: bytes), name: arrival.name) == arrival.expected)
    }

    @Test
    func `shows each reason that a file can have`() throws {
        let shown = Set(Arrival.all.flatMap(\.expected.reasons))
        // The names are tested with names, and long files with files made for that.
        let elsewhere: Set<Reason> = [.nameMismatch, .nameSpoof, .contentPartial]
        #expect(shown.union(elsewhere) == Set(Reason.allCases))
        #expect(shown.isDisjoint(with: elsewhere))
    }

    @Test
    func `is in the list of the fixtures with its verdict and its reasons`() throws {
        let list = String(decoding: try Fixture.bytes("README.md"), as: UTF8.self)
            .split(separator: "\n")
        var total = 0
        for arrival in Arrival.all {
            let line = list.first { $0.hasPrefix("| `\(arrival.name)` |") }
            let reasons = arrival.expected.reasons.map { "`\($0.rawValue)`" }
            let verdict =
                "| "
                + ([arrival.expected.verdict.rawValue] + reasons)
                .joined(separator: ", ") + " |"
            #expect(line?.hasSuffix(verdict) == true, "\(arrival.name): \(verdict)")
            total += try arrival.bytes().count
        }
        #expect(try Fixture.names(in: "arrivals") == Arrival.all.map(\.name).sorted())
        #expect(total < 2_000_000)
    }

    @Test(arguments: [
        ("exif:GPSLatitude='48,30.0N'", true),
        ("<exif:GPSDestLongitude>8,30.0E</exif:GPSDestLongitude>", true),
        ("exif:GPSAreaInformation='Calw'", true), ("exif:GPSVersionID='2.3.0.0'", false),
        ("", false),
    ])
    func `says in XMP as well where it was taken`(words: String, hasPlace: Bool) throws {
        let page = try Fixture.bytes("arrivals/page.jpg")
        let note = "http://ns.adobe.com/xap/1.0/\0<rdf:Description \(words)/>"
        let length = 2 + note.utf8.count
        let segment = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + Array(note.utf8)
        let bytes = page[..<2] + segment + page[2...]
        let found = try WorkerInspector(.vaulttool).inspect(sample(of: Array(bytes)), name: "a.jpg")
        #expect(found.reasons == (hasPlace ? [.imageGPS] : []))
    }

    @Test(arguments: [
        ("img\u{202E}gpj.exe", [Reason.imageGPS, .nameMismatch, .nameSpoof]),
        ("../../place.jpg", [.imageGPS, .nameSpoof]),
        ("place\0.jpg", [.imageGPS, .nameSpoof]),
        ("C:\\papers\\place.jpg", [.imageGPS, .nameSpoof]),
        ("Zeugnis (1).JPG", [.imageGPS]), ("گواهی\u{200C}.jpg", [.imageGPS]),
        (" place.jpg ", [.imageGPS]), ("place", [.imageGPS]),
    ])
    func `has a name that is told from its content`(name: String, reasons: [Reason]) throws {
        let bytes = try Fixture.bytes("arrivals/place.jpg")
        let found = try WorkerInspector(.vaulttool).inspect(sample(of: bytes), name: name)
        #expect(found.reasons == reasons)
    }

    @Test
    func `that is cut anywhere is never taken for whole`() throws {
        let worker = WorkerInspector(.vaulttool)
        for name in ["page.jpg", "page.png", "page.pdf", "page.heic", "page.webp", "page.gif"] {
            let bytes = try Fixture.bytes("arrivals/\(name)")
            for part in 1...20 {
                // A PDF may lack the line feed at its end.
                let cut = Array(bytes.prefix(bytes.count * part / 21 + 12).dropLast(2))
                let found = try worker.inspect(sample(of: cut), name: name)
                #expect(found.verdict >= .warn, "\(name): \(cut.count) of \(bytes.count)")
            }
        }
    }
}

/// The bytes as an inspector gets them.
func sample(of bytes: [UInt8], size: Int? = nil) throws -> InspectionSample {
    var file = try MemoryFile()
    try file.write(bytes.span)
    return InspectionSample(try file.seal(), size: size ?? bytes.count)
}

extension WorkerInspector.Configuration {
    /// The built tool as a worker.
    static let vaulttool = Self(path: BuiltProgram.path("vaulttool"), arguments: ["inspect-worker"])
}
