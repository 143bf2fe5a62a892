import Foundation
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// Changed files of an export of 600 statements: two full tiles and a partial one, and a tile
    /// of the next level.
    static let folders: [TamperCase] = [
        .folder(6, "two bundles exchanged", finds: "tile.invalid", "tile.invalid") { folder in
            try folder.exchange("tile/entries/000", "tile/entries/001")
        },
        .folder(
            6,
            "two bundles exchanged with their tiles",
            finds: "tile.invalid",
            "tile.invalid"
        ) { folder in
            try folder.exchange("tile/entries/000", "tile/entries/001")
            try folder.exchange("tile/0/000", "tile/0/001")
        },
        .folder(
            6,
            "two bundles exchanged with their tiles and hashes",
            finds: "checkpoint.root"
        ) { folder in
            try folder.exchange("tile/entries/000", "tile/entries/001")
            try folder.exchange("tile/0/000", "tile/0/001")
            try folder.change("tile/1/000.p/2") { Array($0.suffix(32) + $0.prefix(32)) }
        },
        .folder(34, "a bit of a leaf tile", finds: "tile.invalid") { folder in
            try folder.change("tile/0/000", flipped)
        },
        .folder(34, "a bit of the last leaf tile", finds: "checkpoint.root") { folder in
            try folder.change("tile/0/002.p/88", flipped)
        },
        .folder(34, "a bit of a tile of level 1", finds: "checkpoint.root") { folder in
            try folder.change("tile/1/000.p/2", flipped)
        },
        .folder(34, "a missing leaf tile", finds: "tile.missing") { folder in
            try folder.remove("tile/0/001")
        },
        .folder(34, "a missing tile of level 1", finds: "tile.missing") { folder in
            try folder.remove("tile/1/000.p/2")
        },
        .folder(34, "a missing bundle", finds: "tile.missing") { folder in
            try folder.remove("tile/entries/001")
        },
        .folder(34, "an older tile that says something else", finds: "file.unexpected") { folder in
            try folder.add("tile/0/002.p/2", Array(repeating: 1, count: 64))
        },
        .folder(34, "a tile too many", finds: "file.unexpected") { folder in
            try folder.add("tile/0/003", Array(repeating: 1, count: 8_192))
        },
        .folder(34, "a level too many", finds: "file.unexpected") { folder in
            try folder.add("tile/2/000.p/1", Array(repeating: 1, count: 32))
        },
        .folder(34, "a cut bundle", finds: "tile.invalid") { folder in
            try folder.change("tile/entries/001") { $0.dropLast(34) }
        },
        .folder(34, "a lengthened bundle", finds: "tile.invalid") { folder in
            try folder.change("tile/entries/001") { $0 + $0.suffix(34) }
        },
    ]

    private static func folder(
        _ number: Int,
        _ name: String,
        finds found: String...,
        attack: @escaping @Sendable (LargeExport) throws -> Void
    ) -> TamperCase {
        TamperCase(number: number, name: "\(name), in an export") {
            let folder = try await LargeExport.fresh()
            try attack(folder)
            let report = try await LogExport.audit(
                at: folder.folder.path("export"),
                logKey: folder.logKey,
                // As one of an owner: there nobody minds that the openings are not there.
                owner: folder.folder.newcomer.id,
                clock: .fixed(folder.folder.time)
            )
            #expect(report.findings.map(\.code) == found, "\(report.findings)")
            #expect(report.missing == [14...599])
        }
    }

    private static func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
    }
}

/// An export of 600 statements, all but the first 14 of them openings.
private struct LargeExport: Sendable {
    let folder: Stage
    let logKey: VerifierKey

    private static let template = Task {
        let scene = try await TamperScene.fresh()
        try scene.chamber.append(
            Array(repeating: scene.opening(of: scene.second, by: 13), count: 586),
            as: scene.stage.chamberID,
            in: scene.stage
        )
        try FileManager.default.removeItem(atPath: scene.stage.path("export"))
        let export = try await scene.stage.open(as: scene.auditor).exportLog(
            to: scene.stage.path("export")
        )
        #expect(export.head.size == 600)
        // Statements about openings have no part in the cases, and there are many of them.
        for index in 14..<600 {
            let path = scene.stage.path("export/statements/\(index)")
            try FileManager.default.removeItem(atPath: path)
        }
        return LargeExport(folder: scene.stage, logKey: scene.kept.logKey)
    }

    static func fresh() async throws -> LargeExport {
        let template = try await template.value
        return LargeExport(folder: try Stage(copying: template.folder), logKey: template.logKey)
    }

    func change(_ name: String, _ change: ([UInt8]) -> [UInt8]) throws {
        let bytes = try folder.bytes("export/\(name)")
        let changed = change(bytes)
        try #require(changed != bytes)
        try folder.write(changed, to: "export/\(name)")
    }

    func exchange(_ one: String, _ other: String) throws {
        let bytes = try folder.bytes("export/\(other)")
        try folder.write(folder.bytes("export/\(one)"), to: "export/\(other)")
        try folder.write(bytes, to: "export/\(one)")
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: folder.path("export/\(name)"))
    }

    func add(_ name: String, _ bytes: [UInt8]) throws {
        let path = folder.path("export/\(name)")
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try folder.write(bytes, to: "export/\(name)")
    }
}
