import Vault
import VaultLedger

/// The page that shows a person's exported papers: HTML in one file, without a script or anything
/// from elsewhere.
///
/// Everything that somebody typed stands in an element that isolates its direction (HTML, `bdi` and
/// `dir=auto`), so that a name in Arabic does not rearrange a line in English, or the other way.
struct PapersPage {
    /// What is in the folder.
    let export: OwnerExport

    /// The words.
    let words: PageWords

    private let style = Style(isTerminal: false)

    init(export: OwnerExport, words: PageWords) {
        self.export = export
        self.words = words
    }

    /// The file.
    var bytes: [UInt8] {
        Array((head + documents + given + history + "</body>\n</html>\n").utf8)
    }

    // MARK: parts

    private var head: String {
        let plain = HTML.filled(words.title, ["name": HTML.escaped(name(export.owner))])
        let title = HTML.filled(words.title, ["name": HTML.isolated(name(export.owner))])
        let made = HTML.filled(
            words.made,
            ["time": time(export.made), "origin": HTML.technical(export.origin)]
        )
        return """
            <!doctype html>
            <html lang="\(words.language)" dir="\(words.isRightToLeft ? "rtl" : "ltr")">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(plain)</title>
            <style>
            \(Self.styleSheet)</style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p>\(made)<br><small>\(HTML.technical("\(export.fingerprint) \(export.head.size)"))</small></p>
            <p class="warning">\(HTML.escaped(words.warning))</p>

            """
    }

    private static let styleSheet = """
        body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0; }
        th { border-bottom: 2px solid; }
        td { border-bottom: 1px solid #bbb; overflow-wrap: break-word; }
        .warning { border-inline-start: .3rem solid #b00; padding-inline-start: .8rem; }
        @media print {
            body { margin: 0; max-width: none; }
            tr { break-inside: avoid; }
            thead { display: table-header-group; }
        }

        """

    private var documents: String {
        let heading = "<h2>\(HTML.escaped(words.documents))</h2>\n"
        guard !export.documents.isEmpty else {
            return heading + "<p>\(HTML.escaped(words.noDocuments))</p>\n"
        }
        let rows = export.documents.map { exported in
            let document = exported.document
            let path = "\(OwnerExport.documentsFolder)/\(exported.file)"
            var title = "<a href=\"\(HTML.reference(path))\">\(HTML.isolated(label(document)))</a>"
            if exported.rawFileName != document.description.title {
                title += "<br><small>\(HTML.escaped(words.originalName)): "
                title += "\(HTML.isolated(exported.rawFileName))</small>"
            }
            for relation in document.description.relations {
                title += "<br><small>\(sentence(relation))</small>"
            }
            let kind = document.description.kind.map(name(ofKind:)) ?? ""
            return [
                title, kind, time(document.deposited), HTML.technical(style.size(document.size)),
            ]
        }
        return heading
            + HTML.table([words.document, words.kind, words.stored, words.size], rows)
    }

    private var given: String {
        let heading = "<h2>\(HTML.escaped(words.given))</h2>\n"
        let grants = export.grants.map { grant in
            [
                HTML.isolated(label(grant.document)), HTML.isolated(name(grant.grantee)),
                purpose(grant.purpose), time(grant.until),
                HTML.escaped(words.states[grant.status] ?? grant.status.rawValue),
                String(grant.openings),
            ]
        }
        let handouts = export.handouts.map { handout in
            [
                HTML.isolated(label(handout.document)), outside(handout.recipient),
                purpose(handout.purpose),
                HTML.escaped(words.noEnd), "", "",
            ]
        }
        guard !(grants + handouts).isEmpty else {
            return heading + "<p>\(HTML.escaped(words.noneGiven))</p>\n"
        }
        return heading
            + HTML.table(
                [
                    words.document, words.recipient, words.purpose, words.until, words.state,
                    words.openings,
                ],
                grants + handouts
            )
    }

    private var history: String {
        let rows = export.history.map { [time($0.time), sentence($0)] }
        return """
            <h2>\(HTML.escaped(words.history))</h2>
            <p>\(HTML.escaped(words.historyNote))</p>

            """ + HTML.table([words.time, words.event], rows)
    }

    // MARK: sentences

    /// How a document stands to another one, which has its title if it is in the folder.
    private func sentence(_ relation: DocumentRelation) -> String {
        let words = Language(rawValue: words.language)?.relations[relation.kind]
        return HTML.filled(
            words ?? "\(relation.kind.rawValue) {document}",
            ["document": HTML.isolated(label(relation.document))]
        )
    }

    /// What people call a kind; its code if the list of kinds does not have it.
    private func name(ofKind code: String) -> String {
        guard let name = KindCatalog.standard[code]?.names[words.language] else {
            return HTML.technical(code)
        }
        return HTML.escaped(name)
    }

    private func sentence(_ entry: HistoryEntry) -> String {
        let look = PageSentence.Look(
            person: { HTML.isolated(name($0)) },
            document: { HTML.isolated(label($0)) },
            office: { HTML.technical($0.text) },
            time: time,
            fingerprint: { HTML.technical($0.hexadecimal) },
            plain: HTML.escaped
        )
        return PageSentence(entry: entry, words: words, look: look).text
    }

    private func outside(_ recipient: Digest) -> String {
        HTML.filled(words.outside, ["fingerprint": HTML.technical(recipient.hexadecimal)])
    }

    private func name(_ member: MemberID?) -> String {
        guard let member else { return words.somebody }
        return export.names[member] ?? member.text
    }

    private func label(_ document: Document) -> String {
        document.description.title ?? document.fileName
    }

    private func label(_ id: DocumentID?) -> String {
        guard let id else { return words.document }
        return export.documents.first { $0.document.id == id }.map { label($0.document) } ?? id.text
    }

    private func purpose(_ purpose: Purpose) -> String {
        HTML.escaped(words.purposes[purpose] ?? purpose.rawValue)
    }

    private func time(_ time: LedgerTime) -> String { HTML.technical(style.time(time)) }
}
