import Foundation
import TestSupport
import Testing

@Suite(
    "A scan of 90 MB",
    .enabled(if: Workplace.isDebugBuild, "SKIPPED: needs a debug build, for the clock")
)
struct LargeScanTests {
    /// What stands on the pages.
    enum Pages: CaseIterable {
        /// 80 pictures from a scanner.
        case scans

        /// 530 photos, each of which says where it was taken.
        case photos

        var count: Int { self == .scans ? 80 : 530 }

        fileprivate func picture() throws -> [UInt8] {
            var random = SeededGenerator(seed: 90)
            switch self {
            case .scans: return [0xFF, 0xD8, 0xFF, 0xE0] + random.bytes(1_150_000) + [0xFF, 0xD9]
            case .photos:
                let photo = Workplace.fixtures.appending(path: "arrivals/place.jpg")
                return try Array(Data(contentsOf: photo)) + random.bytes(102_000)
            }
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: Pages.allCases)
    func `takes less than 64 MB, of the tool and of the worker that looks at it`(
        pages: Pages
    ) async throws {
        let place = try await Workplace(isStaged: true)
        _ = try place.folder.write(Self.scan(pages.picture(), on: pages.count), to: "scan.pdf")
        let outcome = try await place.run(
            """
            vaulttool upload scan.pdf --owner "A newcomer" --accept image.gps --as counselor.key --quiet &
            tool=$!
            peak() { sed -n "s/^VmHWM:[[:space:]]*\\([0-9]*\\) kB/$1 \\1/p" "/proc/$2/status"; }
            while [ -e "/proc/$tool/stat" ] && ! grep -q '^State:.*Z' "/proc/$tool/status"; do
                peak tool $tool
                for worker in $(cat /proc/$tool/task/*/children); do peak worker $worker; done
            done 2>/dev/null >peaks
            wait $tool && sort -u peaks
            """
        )
        #expect(outcome.status == 0, "\(outcome.error)")
        for process in ["tool", "worker"] {
            let peaks = outcome.output.split(separator: "\n")
                .filter { $0.hasPrefix("\(process) ") }
                .compactMap { Int($0.dropFirst(process.count + 1)) }
            let peak = try #require(peaks.max(), "\(process) was not seen")
            #expect(peak < 64_000_000 / 1_024, "\(process): \(peak) KiB")
        }
        let size = try await place.run(
            "vaulttool list --as counselor.key --json | grep -o '\"size\":[0-9]*'"
        )
        let count = try #require(Int(size.output.dropFirst(7).dropLast()))
        #expect(count > 90_000_000)
    }

    /// A PDF with a picture on each page, as a scanner writes one.
    private static func scan(_ picture: [UInt8], on pageCount: Int) -> [UInt8] {
        let kids = (0..<pageCount).map { "\(3 + 3 * $0) 0 R" }.joined(separator: " ")
        var objects: [(text: String, stream: [UInt8]?)] = [
            ("<< /Type /Catalog /Pages 2 0 R >>", nil),
            ("<< /Type /Pages /Count \(pageCount) /Kids [\(kids)] >>", nil),
        ]
        let drawing = Array("q 595 0 0 842 0 0 cm /Im0 Do Q".utf8)
        for page in 0..<pageCount {
            let number = 4 + 3 * page
            objects += [
                (
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(number + 1) 0 R "
                        + "/Resources << /XObject << /Im0 \(number) 0 R >> >> >>", nil
                ),
                (
                    "<< /Type /XObject /Subtype /Image /Width 2480 /Height 3508 /BitsPerComponent 8 "
                        + "/ColorSpace /DeviceRGB /Filter /DCTDecode /Length \(picture.count) >>",
                    picture
                ),
                ("<< /Length \(drawing.count) >>", drawing),
            ]
        }
        return file(of: objects)
    }

    /// The objects, numbered from 1, with the table of where they begin.
    private static func file(of objects: [(text: String, stream: [UInt8]?)]) -> [UInt8] {
        var bytes = Array("%PDF-1.4\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (number, object) in objects.enumerated() {
            let offset = String(bytes.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            bytes += Array("\(number + 1) 0 obj\n\(object.text)\n".utf8)
            if let stream = object.stream {
                bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8)
            }
            bytes += Array("endobj\n".utf8)
        }
        let start = bytes.count
        let end =
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return bytes + Array((table + end).utf8)
    }
}
