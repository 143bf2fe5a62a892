/// Names of files for receivers that take no others.
extension FileName {
    /// A name in the letters, digits and hyphens of ASCII, with one full stop.
    ///
    /// Letters of Latin, Cyrillic and Arabic script are written as they sound, one by one; Arabic and
    /// Persian write no short vowels, so these are missing. It is a name for a file, and no
    /// transliteration of a name of a person.
    ///
    /// - Parameters:
    ///   - raw: The name as it was given, perhaps with folders before it.
    ///   - hasHyphens: Whether hyphens stand where letters are missing; else nothing does.
    /// - Returns: `shhadt.pdf`; `document` stands where no letter is left.
    package static func asciiName(of raw: String, hasHyphens: Bool) -> String {
        let name = displayName(of: raw)
        let suffix = Self.extension(of: name)
        let stem = name.unicodeScalars.dropLast(suffix.map { $0.utf8.count + 1 } ?? 0)
        var words: [String] = [""]
        for scalar in stem {
            if let letters = ASCIILetters.letters(for: scalar) {
                words[words.count - 1] += letters
            } else if words.last != "" {
                words.append("")
            }
        }
        let joined = words.filter { !$0.isEmpty }.joined(separator: hasHyphens ? "-" : "")
        let short = joined.isEmpty ? "document" : String(joined.prefix(80))
        return suffix.map { "\(short).\($0)" } ?? short
    }
}

/// How letters of other scripts are written in ASCII.
private enum ASCIILetters {
    /// What stands for a character.
    ///
    /// - Returns: Letters, or nothing for a mark on a letter; `nil` for what is no part of a word.
    static func letters(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return String(scalar)
        default: break
        }
        // The two joiners, the signs of Cyrillic that have no sound, ayn and hamza.
        if "\u{200C}\u{200D}ьъЬЪعء".unicodeScalars.contains(scalar) { return "" }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .modifierLetter: return ""
        case .decimalNumber: return scalar.properties.numericType == .decimal ? digit(scalar) : nil
        default: break
        }
        if let letters = table[scalar] { return letters }
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        guard small.count == 1, let first = small.first, let letters = table[first] else {
            return nil
        }
        return letters.prefix(1).uppercased() + letters.dropFirst()
    }

    private static func digit(_ scalar: Unicode.Scalar) -> String? {
        scalar.properties.numericValue.map { String(Int($0)) }
    }

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ")
            for scalar in words[1].unicodeScalars { table[scalar] = String(words[0]) }
        }
        return table
    }()

    /// What to write, and for which letters.
    private static let lines = """
        a áàâãăāąǎạảấầẩẫậắằẳẵặаاأإآةىٱ
        ae äæ
        aa å
        b бب
        c ćčç
        ch чچ
        d ďđðдدضڈ
        dh ذ
        dj ђ
        dz џ
        e éèêëēėęěẹẻẽếềểễệеэє
        f фف
        g ğģгґگ
        gh غ
        h хحهھۀ
        i íìîïīįıịỉĩиіїѝ
        j йј
        k ķкكکق
        kh خ
        l łļľлل
        lj љ
        m мم
        n ñńņňнنں
        nj њ
        o óòôõōŏơọỏốồổỗộớờởỡợо
        oe öøœő
        p пپ
        r řŕрرڑ
        s śšşșсسص
        sh шش
        shch щ
        ss ß
        t ťţțтتطټ
        th þث
        ts ц
        u úùûūųůụủũưứừửữựуў
        ue üű
        v вڤ
        w ŵو
        y ýÿŷỳỷỹỵыيیئې
        ya я
        yo ё
        yu ю
        z źżžзزظ
        zh жژ
        dsh ج
        """
}
