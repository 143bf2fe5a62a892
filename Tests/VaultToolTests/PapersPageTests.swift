import Foundation
import TestSupport
import Testing
import Vault

/// The page that goes with exported papers.
@Suite("The page of an export", .enabled(if: Workplace.isDebugBuild, "needs a fixed clock"))
struct PapersPageTests {
    private static let hostile = #"<script>alert("1")</script> & {actor} '"#

    /// A workplace with papers of a newcomer, of hostile titles and names.
    private static func place() async throws -> Workplace {
        let place = try await Workplace(isStaged: true)
        let file = "gpj.\u{202E}exe<b>.txt"
        try place.folder.write(Array("A letter".utf8), to: file)
        let outcome = try await place.run(
            """
            set -e
            export VAULTTOOL_IDENTITY=counselor.key
            vaulttool upload '\(file)' --owner "A newcomer" --quiet
            vaulttool upload papers/شهادة.pdf --owner "A newcomer" --quiet
            first=$(vaulttool list | sed -n '2s/ .*//p')
            second=$(vaulttool list | sed -n '3s/ .*//p')
            cat >title <<'END'
            \(hostile)
            END
            vaulttool describe "$second" --title "$(cat title)" --kind edu.transcript \
                --relation translationOf:$first --quiet
            vaulttool grant "$first" "$second" --to University --purpose admission --until 2027-03-01 --quiet
            vaulttool revoke "$first" --from University --quiet
            vaulttool send "$first" --to $(age-keygen 2>/dev/null | sed -n 's/# public key: //p') \
                --purpose residence -o sent.age --quiet 2>/dev/null
            vaulttool withdraw "$first" --quiet
            """
        )
        try #require(outcome.status == 0, "\(outcome.error)")
        return place
    }

    private static let languages = [
        ("de", "ltr", "Unterlagen von"), ("en", "ltr", "Papers of"), ("fr", "ltr", "Documents de"),
        ("ar", "rtl", "وثائق"), ("fa", "rtl", "مدارک"),
    ]

    @Test
    func `is whole in each language, and has no script and nothing from elsewhere`() async throws {
        let place = try await Self.place()
        for (language, direction, title) in Self.languages {
            let outcome = try await place.run(
                "vaulttool export 'A newcomer' \(language) --lang \(language) --as counselor.key --quiet"
            )
            try #require(outcome.status == 0, "\(outcome.error)")
            let page = String(
                decoding: try place.folder.bytes("\(language)/index.html"),
                as: UTF8.self
            )
            #expect(page.contains("<html lang=\"\(language)\" dir=\"\(direction)\">"))
            #expect(page.contains("\(title) <bdi dir=\"auto\">A newcomer</bdi></h1>"))
            #expect(!page.contains("<script"))
            #expect(page.matches(of: /(?i)(src|href)="(?!documents\/)/).isEmpty)
            #expect(page.matches(of: /(?i)https?:|url\(|@import/).isEmpty)
            // What was typed is text, all of it, and no place of a sentence stays open or is filled
            // from a title.
            #expect(
                page.contains(
                    "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; {actor} &#39;"
                )
            )
            let rest = page.replacingOccurrences(of: "{actor} &#39;", with: "")
            let body = rest.components(separatedBy: "</style>")[1]
            #expect(!body.contains("{"))
            #expect(!body.unicodeScalars.contains("\u{202E}"))
            let kind = KindCatalog.standard["edu.transcript"]?.names[language]
            #expect(body.contains(try "<td>\(#require(kind))</td>"))
            // Codes of the log that nobody translated would stand as they are.
            for code in [
                "rekey", "enrolled", "withdraw<", "residence<", "revoked<", "translationOf",
                "Translation of", "edu.",
            ] {
                #expect(language == "en" || !body.contains(code), "\(language): \(code)")
            }
            try Self.checkStructure(of: page)
        }
    }

    /// Every element that is opened is closed, in order.
    private static func checkStructure(of page: String) throws {
        var open: [String] = []
        for match in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
            let name = String(match.2)
            if ["meta", "br"].contains(name) { continue }
            if match.1.isEmpty {
                open.append(name)
            } else {
                try #require(open.popLast() == name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test
    func `takes its language from the locale, and English if it knows none`() async throws {
        let place = try await Self.place()
        let locales = [
            ("LC_ALL=fa_IR.UTF-8 LANG=de_DE", "fa"), ("LANG=de_DE.UTF-8", "de"),
            ("LC_MESSAGES=fr@euro LANG=de", "fr"), ("LANG=tlh", "en"), ("LANG=C", "en"),
        ]
        for (index, (locale, language)) in locales.enumerated() {
            let outcome = try await place.run(
                """
                env -u LC_ALL -u LC_MESSAGES -u LANG \(locale) \
                    vaulttool export 'A newcomer' out\(index) --as counselor.key --quiet
                """
            )
            try #require(outcome.status == 0, "\(outcome.error)")
            let page = String(
                decoding: try place.folder.bytes("out\(index)/index.html"),
                as: UTF8.self
            )
            #expect(page.contains("<html lang=\"\(language)\""), "\(locale)")
        }
    }
}
