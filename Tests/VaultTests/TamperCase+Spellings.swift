import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// Other spellings of statements and heads.
    static let spellings: [TamperCase] =
        statementSpellings.flatMap { spelling in
            [
                TamperCase.vault(29, spelling.name, finds: "statement.digest at 9") { scene in
                    let note = try scene.log.notes()[9]
                    let text = spelling.change(String(decoding: note, as: UTF8.self))
                    try #require(!text.utf8.elementsEqual(note))
                    try scene.intruder.run(
                        "UPDATE statement SET note = CAST(? AS TEXT) WHERE idx = 9",
                        [Data(text.utf8)]
                    )
                },
                TamperCase.vault(
                    29,
                    "\(spelling.name), its entry and the signed head",
                    finds: spelling.finding,
                    contradicts: .forked
                ) { scene in try scene.rewrite(9, spelling.change) },
            ]
        }
        + headSpellings.flatMap { spelling in
            [
                TamperCase.vault(spelling.number, spelling.name, finds: spelling.finding) {
                    scene in
                    let head = String(decoding: try scene.log.signedHead().bytes, as: UTF8.self)
                    let changed = try scene.intruder.run(
                        "UPDATE checkpoint SET note = CAST(? AS TEXT) WHERE size = 14",
                        [Data(try spelling.change(head, scene).utf8)]
                    )
                    #expect(changed == 1)
                },
                TamperCase.export(
                    spelling.number,
                    "\(spelling.name) of an export",
                    finds: "checkpoint.invalid"
                ) { scene in
                    let file = "export/checkpoint"
                    let head = String(decoding: try scene.stage.bytes(file), as: UTF8.self)
                    let changed = try spelling.change(head, scene)
                    try #require(!changed.utf8.elementsEqual(head.utf8))
                    try scene.stage.write(Array(changed.utf8), to: file)
                },
            ]
        }

    // MARK: statements

    private struct StatementSpelling: Sendable {
        let name: String
        var finding = "statement.malformed at 9"
        let change: @Sendable (String) -> String
    }

    private static let statementSpellings: [StatementSpelling] = [
        StatementSpelling(name: "a field more") {
            $0.replacing("\npurpose ", with: "\nnote more\npurpose ")
        },
        StatementSpelling(name: "two fields in another order") {
            $0.replacing(
                "\ngeneration 1\npurpose recognition",
                with: "\npurpose recognition\ngeneration 1"
            )
        },
        StatementSpelling(name: "a field twice") {
            $0.replacing("\ngeneration 1\n", with: "\ngeneration 1\ngeneration 1\n")
        },
        StatementSpelling(name: "stray bits in base64") { text in
            text.replacing(/([A-Za-z0-9+\/])==\n/) { "\(strayed($0.1))==\n" }
        },
        StatementSpelling(name: "a carriage return") {
            $0.replacing("\ngeneration 1\n", with: "\ngeneration 1\r\n")
        },
        StatementSpelling(name: "a space at the end of a line") {
            $0.replacing("\ngeneration 1\n", with: "\ngeneration 1 \n")
        },
        StatementSpelling(name: "a leading zero") {
            $0.replacing("\ngeneration 1\n", with: "\ngeneration 01\n")
        },
        StatementSpelling(name: "an empty line at the end") { $0 + "\n" },
        StatementSpelling(name: "a second signature", finding: "signature.signers at 9") { text in
            let line = text.split(separator: "\n").last ?? ""
            return text + line.replacing("/m-", with: "/n-") + "\n"
        },
        StatementSpelling(name: "the signature twice") { text in
            text + (text.split(separator: "\n").last ?? "") + "\n"
        },
    ]

    /// A character of base64 that stands for the same bits where only the first two count.
    private static func strayed(_ character: Substring) -> Character {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let value = alphabet.firstIndex(of: Character(String(character))) ?? 0
        return alphabet[value ^ 1]
    }

    // MARK: heads

    private struct HeadSpelling: Sendable {
        let number: Int
        let name: String
        var finding = "checkpoint.invalid at 14"
        let change: @Sendable (String, TamperScene) throws -> String
    }

    private static let headSpellings: [HeadSpelling] = [
        HeadSpelling(number: 29, name: "a line more in the head, signed by the log") {
            head,
            scene in
            let text = head.split(separator: "\n").prefix(3).joined(separator: "\n")
            let note = try scene.log.sign(Array("\(text)\nmore\n".utf8))
            return String(decoding: note.bytes, as: UTF8.self)
        },
        HeadSpelling(number: 29, name: "a leading zero in the head, signed by the log") {
            head,
            scene in
            let text = head.split(separator: "\n").prefix(3).joined(separator: "\n")
                .replacing("\n14\n", with: "\n014\n")
            let note = try scene.log.sign(Array("\(text)\n".utf8))
            return String(decoding: note.bytes, as: UTF8.self)
        },
        HeadSpelling(number: 30, name: "a bit of the origin") { head, _ in "w" + head.dropFirst() },
        HeadSpelling(number: 30, name: "a digit of the size") { head, _ in
            head.replacing("\n14\n", with: "\n15\n")
        },
        HeadSpelling(number: 30, name: "a leading zero of the size") { head, _ in
            head.replacing("\n14\n", with: "\n014\n")
        },
        HeadSpelling(number: 30, name: "a bit of the root") { head, _ in
            head.replacing(/\n14\n(.)/) { "\n14\n\(strayed($0.1))" }
        },
        HeadSpelling(number: 30, name: "a bit of the signature") { head, _ in
            head.replacing(/district ([A-Za-z0-9+\/]{20})(.)/) {
                "district \($0.1)\(strayed($0.2))"
            }
        },
        HeadSpelling(number: 30, name: "something after the head") { head, _ in head + "more\n" },
        HeadSpelling(number: 30, name: "a cut head") { head, _ in String(head.dropLast()) },
    ]
}
