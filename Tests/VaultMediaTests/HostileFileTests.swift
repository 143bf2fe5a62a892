import TestSupport
import Testing
import VaultMedia
import VaultSystem

/// 1,100 files in one worker after another: some seconds of computing.
@Suite("Files that are meant to do harm")
struct HostileFileTests {
    /// What the damage is done to.
    private static let names = [
        "page.pdf", "linear.pdf", "streams.pdf", "xfa.pdf", "attachment.pdf", "page.jpg",
        "place.jpg", "page.heic", "page.avif", "page.png", "place.webp", "page.gif", "cv.docx",
        "letter.odt", "old.doc", "diploma.jsonld", "licence.cbor", "seal.p7s", "notice.xml",
        "bomb.zip",
    ]

    private func inspector() -> WorkerInspector {
        WorkerInspector(.init(path: BuiltProgram.path("vaulttool"), arguments: ["inspect-worker"]))
    }

    @Test
    func `as mutations of a thousand papers cost at most their place, in bounded time`() throws {
        let inspector = inspector()
        var random = SeededGenerator(seed: 20_261_125)
        let files = try Self.names.map { ($0, try Fixture.bytes("arrivals/\($0)")) }
        var counts: [Verdict: Int] = [:]
        let elapsed = try ContinuousClock().measure {
            for index in 0..<1_000 {
                let (name, original) = files[index % files.count]
                var bytes = original
                for _ in 0..<Int.random(in: 1...24, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
                let found = try inspector.inspect(sample(of: bytes), name: name)
                counts[found.verdict, default: 0] += 1
            }
        }
        #expect(counts.values.reduce(0, +) == 1_000)
        #expect(counts.count > 2)
        #expect(elapsed < .seconds(120))
        // The worker that comes next, or is still there, is sound.
        let page = try Fixture.bytes("arrivals/page.pdf")
        #expect(try inspector.inspect(sample(of: page), name: "page.pdf").verdict == .accept)
    }

    @Test
    func `as a hundred bombs, loops, stumps and claims of 4 GiB cost at most their place`() throws {
        let inspector = inspector()
        let files = try hostile()
        #expect(files.count >= 100)
        let elapsed = try ContinuousClock().measure {
            for (name, bytes) in files {
                let found = try inspector.inspect(sample(of: bytes), name: name)
                #expect(!found.mediaType.isEmpty)
            }
        }
        #expect(elapsed < .seconds(120))
    }

    @Test
    func `do no more to the process that makes other versions`() throws {
        let worker = WorkerDeriver(
            .init(path: BuiltProgram.path("vaulttool"), arguments: ["derive-worker"])
        )
        let types = [
            "pdf": "application/pdf", "jpg": "image/jpeg", "heic": "image/heic",
            "avif": "image/avif", "png": "image/png", "webp": "image/webp",
        ]
        var random = SeededGenerator(seed: 7)
        let task = DerivationTask()
        for (name, bytes) in try hostile().shuffled(using: &random).prefix(60) {
            guard let type = types[String(name.split(separator: ".").last ?? "")] else { continue }
            do {
                let made = try worker.made(of: bytes, type, task)
                #expect(!made.bytes.isEmpty)
            } catch MediaError.notDerivable {
                continue
            }
        }
    }

    /// Five of each file: a stump, the file twice, one whose every length near the start is 4 GiB in
    /// either order of bytes, and one that says that it is as large as a picture can be.
    private func hostile() throws -> [(String, [UInt8])] {
        var files: [(String, [UInt8])] = [
            ("loop.pdf", PDFText.file(["<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"])),
            ("nest.pdf", PDFText.file([String(repeating: "[", count: 100_000)])),
            (
                "many.pdf",
                PDFText.file([
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Count 4294967295 /Kids [2 0 R 2 0 R] >>",
                ])
            ),
        ]
        for name in Self.names {
            let bytes = try Fixture.bytes("arrivals/\(name)")
            files.append((name, Array(bytes.prefix(bytes.count * 2 / 3))))
            files.append((name, bytes + bytes))
            for (step, pattern) in [(4, [0xFF, 0xFF, 0xFF, 0xFF]), (4, [0xFF, 0xFF, 0xFF, 0x7F])] {
                var changed = bytes
                for place in stride(from: 16, to: min(96, bytes.count - 4), by: 3 * step) {
                    changed.replaceSubrange(place..<place + 4, with: pattern.map { UInt8($0) })
                }
                files.append((name, changed))
            }
            var large = bytes
            for place in [16, 17, 18, 19, 20, 21, 22, 23, 163, 164, 165, 166]
            where place < large.count {
                large[place] = 0x7F
            }
            files.append((name, large))
        }
        return files
    }
}
