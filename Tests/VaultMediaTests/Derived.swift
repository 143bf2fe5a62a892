import Foundation
import TestSupport
import Testing
import VaultMedia
import VaultSystem

/// A file that was made, in the memory of the test.
struct Made {
    let bytes: [UInt8]
    let type: DerivedType
    let notes: [DerivationNote]
}

extension FileDeriver {
    /// Has a file made.
    func made(of bytes: [UInt8], _ type: String, _ task: DerivationTask) throws -> Made {
        var file = try MemoryFile()
        try file.write(bytes.span)
        let made = try DerivationSource(file, count: bytes.count, type, for: task)
            .derived(by: self)
        let (type, notes) = (made.type, made.notes)
        let memory = made.taken()
        let all = try [UInt8](capacity: memory.count) { output throws(SystemError) in
            try memory.read(at: 0, into: &output)
        }
        return Made(bytes: all, type: try #require(type), notes: notes)
    }

    /// Why a file cannot be made; `nil` if it was.
    func fault(
        of bytes: [UInt8],
        _ type: String,
        _ task: DerivationTask
    ) throws -> DerivationFault? {
        do {
            _ = try made(of: bytes, type, task)
            return nil
        } catch MediaError.notDerivable(let fault) {
            return fault
        }
    }
}

extension [UInt8] {
    /// Whether words stand anywhere.
    func contains(_ words: String) -> Bool {
        Data(self).range(of: Data(words.utf8)) != nil
    }

    /// The JPEG with a block of Exif that says how to turn it, in place of what it has before its
    /// picture.
    func withOrientation(_ value: UInt8) throws -> [UInt8] {
        let exif: [UInt8] =
            [0xFF, 0xE1, 0, 34] + Array("Exif\0\0II*\0".utf8)
            + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0]
        var offset = 2
        while self[offset + 1] >= 0xE0, self[offset + 1] <= 0xEF {
            offset += 2 + Int(self[offset + 2]) << 8 + Int(self[offset + 3])
        }
        return Array(self[..<2]) + exif + self[offset...]
    }

    /// How a JPEG is to be turned, read by its own definition in the test.
    var orientation: Int {
        guard let place = Data(self).range(of: Data("Exif\0\0MM\0*".utf8)) else { return 1 }
        return Int(self[place.upperBound + 4 + 2 + 9])
    }
}

/// The size of the picture in a JPEG, as the head of its frame says.
func size(of jpeg: [UInt8]) throws -> (width: Int, height: Int) {
    var offset = 2
    while !(0xC0...0xC2).contains(jpeg[offset + 1]) {
        offset += 2 + Int(jpeg[offset + 2]) << 8 + Int(jpeg[offset + 3])
    }
    let numbers = jpeg[(offset + 5)...].prefix(4).map { Int($0) }
    return (numbers[2] << 8 + numbers[3], numbers[0] << 8 + numbers[1])
}

/// The dots of a JPEG, by another program: on a page of as many points.
func dots(of jpeg: [UInt8]) throws -> [UInt8] {
    let (width, height) = try size(of: jpeg)
    let words = "q \(width) 0 0 \(height) 0 0 cm /P Do Q"
    let head = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] /Contents 4 0 R "
            + "/Resources << /XObject << /P 5 0 R >> >> >>",
        "<< /Length \(words.utf8.count) >>\nstream\n\(words)\nendstream",
        "<< /Type /XObject /Subtype /Image /Width \(width) /Height \(height) /BitsPerComponent 8 "
            + "/ColorSpace /DeviceRGB /Filter /DCTDecode /Length \(jpeg.count) >>\nstream\n",
    ]
    // Without a table, which poppler makes up for.
    var pdf = Array("%PDF-1.7\n".utf8)
    for (index, object) in head.enumerated() {
        pdf += Array("\(index + 1) 0 obj\n\(object)".utf8)
        if index == 4 { pdf += jpeg + Array("\nendstream".utf8) }
        pdf += Array("\nendobj\n".utf8)
    }
    pdf += Array("trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n".utf8)
    let picture = try Poppler.run("pdftoppm", ["-r", "72", "in"], pdf)
    return Array(picture.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)[3])
}

/// Programs that read what was made.
enum Poppler {
    static func text(of pdf: [UInt8]) throws -> String {
        String(decoding: try run("pdftotext", ["in", "-"], pdf), as: UTF8.self)
    }

    static func pageCount(of pdf: [UInt8]) throws -> Int? {
        let lines = String(decoding: try run("pdfinfo", ["in"], pdf), as: UTF8.self)
        return lines.split(separator: "\n").first { $0.hasPrefix("Pages:") }
            .flatMap { Int($0.drop { !$0.isNumber }) }
    }

    /// All objects, with nothing packed.
    static func unpacked(_ pdf: [UInt8]) throws -> String {
        String(decoding: try run("qpdf", ["--qdf", "in", "-"], pdf), as: UTF8.self)
    }

    /// Runs a program in a folder in which `in` holds bytes, and returns what it says.
    static func run(_ program: String, _ arguments: [String], _ input: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let directory = URL(filePath: folder.path, directoryHint: .isDirectory)
        try Data(input).write(to: directory.appending(path: "in"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = directory
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) ends well")
        return Array(output)
    }
}

/// PDF files of texts.
enum PDFText {
    /// A file of objects, numbered from 1; the first one is the catalog.
    static func file(_ objects: [String]) -> [UInt8] {
        var body = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(body.utf8.count)
            body += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = body.utf8.count
        body += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            body += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        body +=
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(body.utf8)
    }
}
