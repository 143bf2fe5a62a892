/// A text as a browser sees it: whether it is markup, and does things when it is opened.
struct Markup {
    let bytes: [UInt8]
    let folded: [UInt8]
    let start: Int
    let isWhole: Bool

    /// The name of the outermost element in lower case, without its prefix, and whether a
    /// declaration of XML comes before it.
    private var root: (name: String, isDeclared: Bool)? {
        var offset = start
        let isDeclared = folded.has("<?xml", at: start)
        while offset < folded.count, folded[offset] == UInt8(ascii: "<") {
            guard let end = endOfProlog(at: offset) else { return name(at: offset + 1, isDeclared) }
            offset = end
            while offset < folded.count, folded[offset] <= 0x20 { offset += 1 }
        }
        return nil
    }

    /// Where the comment, instruction or document type at `offset` ends; `nil` if there is none.
    private func endOfProlog(at offset: Int) -> Int? {
        func end(_ closing: String, from start: Int) -> Int {
            folded.firstOffset(of: Array(closing.utf8), from: start).map { $0 + closing.utf8.count }
                ?? folded.count
        }
        if folded.has("<!--", at: offset) { return end("-->", from: offset + 4) }
        if folded.has("<?", at: offset) { return end("?>", from: offset + 2) }
        guard folded.has("<!", at: offset) else { return nil }
        let close = end(">", from: offset)
        let hasSubset = folded[offset..<close].contains(UInt8(ascii: "["))
        return hasSubset ? end(">", from: end("]", from: offset)) : close
    }

    private func name(at offset: Int, _ isDeclared: Bool) -> (name: String, isDeclared: Bool)? {
        let name = folded[offset...].prefix { byte in
            switch byte {
            case 0x61...0x7A, 0x30...0x3A, 0x2D, 0x2E, 0x5F, 0x80...: true
            default: false
            }
        }
        guard let first = name.first, first >= 0x5F else { return nil }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? name
        return (String(decoding: local, as: UTF8.self), isDeclared)
    }

    /// Whether the text is XML: with its declaration, or an element from the first byte to the last.
    var isXML: Bool {
        guard let root else { return false }
        if root.isDeclared { return true }
        let isClosed = ["/>", "</"].contains { folded.firstOffset(of: Array($0.utf8)) != nil }
        return isWhole && isClosed && folded.last { $0 > 0x20 } == UInt8(ascii: ">")
    }

    /// Whether a browser or an XML reader would run something, draw it, or fetch it.
    var isActive: Bool {
        let root = root
        let isDeclared = root?.isDeclared ?? false
        if let root, !isDeclared, Self.pageElements.contains(root.name) { return true }
        let tags = isDeclared ? Self.runningTags : Self.runningTags + Self.pageTags
        let places = folded.indices.lazy.filter { folded[$0] == UInt8(ascii: "<") }
        if places.contains(where: { place in tags.contains { hasTag($0, at: place) } }) {
            return true
        }
        guard root != nil else { return false }
        return Self.activeWords.contains { folded.firstOffset(of: $0) != nil } || hidesNamespace
    }

    /// The media type of what ``isActive`` found.
    var activeType: String {
        if root?.name == "svg" { return "image/svg+xml" }
        return root?.isDeclared == true ? "application/xhtml+xml" : "text/html"
    }

    /// Whether the tag at `place` has the name, to its end: `<framework>` is not a `<frame>`.
    private func hasTag(_ name: [UInt8], at place: Int) -> Bool {
        guard folded.has(name, at: place + 1) else { return false }
        let next = place + 1 + name.count
        guard next < folded.count else { return !isWhole }
        return folded[next] <= 0x20 || ">/:".utf8.contains(folded[next])
    }

    /// Whether a namespace is written with references, which only hide it from a search.
    private var hidesNamespace: Bool {
        var offset = folded.firstOffset(of: Array("xmlns".utf8))
        while let found = offset {
            let value = folded[found...].prefix(1024).drop { $0 != 0x22 && $0 != 0x27 }
            let text = value.dropFirst().prefix { $0 != value.first }
            if text.contains(UInt8(ascii: "&")) { return true }
            offset = folded.firstOffset(of: Array("xmlns".utf8), from: found + 5)
        }
        return false
    }

    /// Outermost elements by which a browser takes a text without a declaration for a page.
    private static let pageElements: Set<String> = [
        "html", "svg", "head", "body", "script", "iframe", "title", "meta", "link", "style", "div",
        "table", "form", "img", "a", "p", "h1", "br", "b", "font", "center", "frameset", "object",
        "embed", "base", "template", "video", "audio", "input", "math", "span",
    ]

    /// Elements that run or draw, also in XML, and declarations that fetch or multiply.
    private static let runningTags = [
        "script", "html", "!doctype html", "iframe", "svg", "!entity",
    ]
    .map { Array($0.utf8) }

    /// Elements that make a page of a text wherever they stand.
    private static let pageTags = [
        "body", "object", "embed", "frameset", "hta:application", "meta",
    ]
    .map { Array($0.utf8) }

    /// What makes XML draw, run or fetch: the namespaces of browsers, style sheets.
    private static let activeWords = [
        "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xsl/transform", "<?xml-stylesheet", "<?mso-application",
    ].map { Array($0.utf8) }
}
