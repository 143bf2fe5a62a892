import Foundation

/// Files like scanned papers: a JPEG or a PDF around one, that cannot be compressed.
///
/// Sizes are log-normal with a median of 1.2 MB, between 100 KB and 20 MB. The same seed and number
/// make the same bytes.
struct Corpus {
    /// The paths of the files, all in one folder.
    let paths: [String]

    /// The length of all files, in bytes.
    let size: Int

    /// Makes the files in a new folder.
    init(in folder: URL, count: Int, seed: UInt64 = 1) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var generator = SplitMix(state: seed)
        var paths: [String] = []
        var size = 0
        for number in 0..<count {
            let isImage = Double.random(in: 0..<1, using: &generator) < 0.4
            let length = Self.length(&generator)
            let image = Self.image(length, &generator)
            let bytes = isImage ? image : Self.document(around: image)
            let name = String(format: "%05d.%@", number, isImage ? "jpg" : "pdf")
            let path = folder.appending(path: name)
            try bytes.write(to: path)
            paths.append(path.path())
            size += bytes.count
        }
        self.paths = paths
        self.size = size
    }

    /// A length: Box and Muller make the normal distribution.
    private static func length(_ generator: inout SplitMix) -> Int {
        let (first, second) = (
            Double.random(in: 0..<1, using: &generator), Double.random(in: 0..<1, using: &generator)
        )
        let normal = (-2 * log(1 - first)).squareRoot() * cos(2 * .pi * second)
        return Int(min(2e7, max(1e5, 1.2e6 * exp(1.05 * normal))))
    }

    /// Something that looks like a scan of a page to those who look at the segments.
    private static func image(_ length: Int, _ generator: inout SplitMix) -> Data {
        var data = Data(
            [0xff, 0xd8, 0xff, 0xe0, 0, 16] + "JFIF\0".utf8 + [1, 1, 1, 0, 150, 0, 150, 0, 0]
        )
        data += [0xff, 0xdb, 0, 67, 0] + (1...64)
        data += [0xff, 0xc0, 0, 11, 8, 0x0d, 0xb4, 0x09, 0xb0, 1, 1, 0x11, 0]
        data += [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]
        var body: [UInt8] = []
        body.reserveCapacity(length + 8)
        while body.count < length {
            withUnsafeBytes(of: generator.next()) { word in
                // A marker would end the scan.
                for byte in word { body.append(byte == 0xff ? 0xfe : byte) }
            }
        }
        return data + body + [0xff, 0xd9]
    }

    /// A page that shows an image.
    private static func document(around image: Data) -> Data {
        let show = "q 595 0 0 842 0 0 cm /I Do Q"
        let objects = [
            Data("<</Type/Catalog/Pages 2 0 R>>".utf8),
            Data("<</Type/Pages/Kids[3 0 R]/Count 1>>".utf8),
            Data(
                """
                <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]\
                /Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>
                """.utf8
            ),
            Data(
                """
                <</Type/XObject/Subtype/Image/Width 2480/Height 3508/ColorSpace/DeviceGray\
                /BitsPerComponent 8/Filter/DCTDecode/Length \(image.count)>>stream\n
                """.utf8
            ) + image + Data("\nendstream".utf8),
            Data("<</Length \(show.utf8.count)>>stream\n\(show)\nendstream".utf8),
        ]
        var data = Data("%PDF-1.4\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (place, object) in objects.enumerated() {
            table += String(format: "%010d 00000 n \n", data.count)
            data += Data("\(place + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
        }
        let start = data.count
        table += "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
        return data + Data(table.utf8)
    }
}
