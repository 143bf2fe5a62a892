import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger
import VaultPaper
import vaulttool

@Suite(
    "The sheets",
    .enabled(
        if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftoppm")
            && Workplace.isDebugBuild,
        "SKIPPED: needs poppler-utils, and a debug build"
    )
)
struct SheetTests {
    private static let time = LedgerTime(clamping: 1_795_000_000)

    private static let member = MemberID.random()

    private static let vault = SheetVault(
        origin: "vault.example/district",
        fingerprint: Digest.of([1, 2, 3].span),
        member: member
    )

    /// The sheet as PDF.
    ///
    /// Values that cannot be copied stay out of asynchronous functions: Swift 6.3 fails to compile
    /// some that hold them across a suspension.
    private static func pdf(_ sheet: consuming Sheet) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try SheetWriter.write(sheet) { span in
            for index in span.indices { bytes.append(span[index]) }
            return true
        }
        return bytes
    }

    /// Draws a page in pixels, and gives the text and the codes on it.
    private static func read(_ pdf: [UInt8]) async throws -> (text: String, codes: [[UInt8]]) {
        let place = try await Workplace()
        _ = try place.folder.write(pdf, to: "sheet.pdf")
        let outcome = try await place.run(
            "pdftoppm -r 150 -gray -png -singlefile sheet.pdf sheet && pdftotext -layout sheet.pdf -"
        )
        #expect(outcome.status == 0, "\(outcome.error)")
        return (outcome.output, try codes(in: place.folder.bytes("sheet.png")))
    }

    private static func codes(in png: [UInt8]) throws -> [[UInt8]] {
        var codes: [[UInt8]] = []
        try CodeReader.read(GrayImage(png: png.span)) { codes.append(bytes($0)) }
        return codes
    }

    private static func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }

    private static func pieces(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split { $0 == "-" || $0 == " " }.map(String.init)
    }

    @Test(arguments: Language.allCases)
    func `for recovery hold the secret twice, and who it is`(language: Language) async throws {
        let identity = Identity.generate(suite: .hybrid)
        let contents = SheetContents(language: language, vault: Self.vault)
        let pdf = try Self.pdf(contents.recovery(of: identity, made: Self.time))
        let (text, codes) = try await Self.read(pdf)
        #expect(codes == [identity.withSecretLine(Self.bytes)])
        let groups = Self.pieces(identity.recoveryCode.withText(Self.bytes))
        #expect(groups.count == 14)
        let facts = [Self.member.text, "vault.example/district", "2026-11-18"]
        for piece in groups + facts + identity.fingerprint.words { #expect(text.contains(piece)) }
        #expect(text.contains("vaulttool identity restore -o new.key --name NAME"))
    }

    @Test(arguments: Language.allCases)
    func `for a claim hold the code twice`(language: Language) async throws {
        let code = ClaimCode.generate()
        let contents = SheetContents(language: language, vault: Self.vault)
        let pdf = try Self.pdf(contents.claim(code, until: Self.time))
        let (text, codes) = try await Self.read(pdf)
        #expect(codes == [code.withText(Self.bytes)])
        for piece in Self.pieces(code.withText(Self.bytes)) { #expect(text.contains(piece)) }
        #expect(text.contains("2026-11-18"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `lead back to the identity, scanned as well as typed`() async throws {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run(
            """
            set -e
            vaulttool recovery sheet -o sheet.pdf --lang ar --as counselor.key >said
            test "$(stat -c %a sheet.pdf)" = 600
            pdftoppm -r 150 -png -singlefile sheet.pdf sheet
            pdftoppm -r 150 -jpeg -singlefile sheet.pdf sheet
            vaulttool identity restore -o photo.key --name "Ms Counselor" --scan sheet.jpg \\
                --no-passphrase --quiet
            cmp photo.key counselor.key
            vaulttool identity restore -o scanned.key --name "Ms Counselor" --scan sheet.png \\
                --no-passphrase >scanned
            pdftotext -layout sheet.pdf - | grep -owE '[0-9A-HJKMNP-TV-Z]{5}' | tr '\\n' ' ' >groups
            vaulttool identity restore -o typed.key --name "Ms Counselor" --groups-from groups \\
                --no-passphrase >typed
            cmp scanned.key counselor.key
            cmp typed.key counselor.key
            grep -h 'key in words' said scanned typed | uniq | wc -l
            """
        )
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
        #expect(outcome.output == "1\n")

        // An office scanner hands out a PDF: 150 dots an inch of A4.
        let photo = try place.folder.bytes("sheet.jpg")
        let facts = ScannedPDF.jpeg(width: 1_240, height: 1_754)
        _ = try place.folder.write(ScannedPDF.file([(facts, photo)]), to: "scan.pdf")
        let scanned = try await place.run(
            """
            vaulttool identity restore -o again.key --name "Ms Counselor" --scan scan.pdf \
                --no-passphrase --quiet && cmp again.key counselor.key
            vaulttool identity restore -o never.key --name Me --scan sheet.pdf --no-passphrase
            """
        )
        #expect(scanned.status == 65, "\(scanned.output)\(scanned.error)")
        #expect(scanned.error.hasPrefix("Error: “sheet.pdf” is a PDF without a picture"))
    }
}
