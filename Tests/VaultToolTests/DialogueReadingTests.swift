#if DEBUG  // a release build does not let tests look into a program
import Testing
import Vault

@testable import vaulttool

@Suite("What people type and name")
struct DialogueReadingTests {
    @Test(arguments: [
        ("diploma.pdf", "diploma.pdf"), ("  '/home/a b/c.pdf' ", "/home/a b/c.pdf"),
        (#""/home/a b/c.pdf""#, "/home/a b/c.pdf"),
        (#"/home/a\ b/c\(1\).pdf"#, "/home/a b/c(1).pdf"),
        ("file:///home/a%20b/%D8%B4.pdf", "/home/a b/ش.pdf"), ("~/a b.pdf", "/home/me/a b.pdf"),
        ("it's.pdf", "it's.pdf"), (#"'it'\''s.pdf'"#, "it's.pdf"), (#""a\"b\c""#, #"a"b\c"#),
        ("file://host/a%2", "/a%2"), ("/a/شهادة.pdf", "/a/شهادة.pdf"), ("a\\", "a\\"),
    ])
    func `is a path, however it was put`(typed: String, path: String) {
        #expect(TypedPath.read(typed, home: "/home/me") == path)
    }

    @Test(arguments: [
        ("Reisepass_Zahra.pdf", "id.passport"), ("scan_Diplom.jpg", "edu.vocational-diploma"),
        ("diplom_blur.jpg", "edu.vocational-diploma"),
        ("Geburtsurkunde (beglaubigt).pdf", "id.birth-certificate"),
        ("CV.pdf", "work.cv"), ("recv.pdf", nil), ("Lebenslauf-2026.docx", "work.cv"),
        ("Führerschein.heic", "oth.driving-licence"),
        ("Fu\u{308}hrerschein.heic", "oth.driving-licence"),
        ("FUEHRERSCHEIN.JPG", "oth.driving-licence"), ("شهادة ميلاد.pdf", "id.birth-certificate"),
        ("گذرنامه.pdf", "id.passport"), ("گواهی تولد.jpg", "id.birth-certificate"),
        ("کارنامه‌ی سوم.pdf", "edu.school-reports"), ("جَوازُ سفر.pdf", "id.passport"),
        ("Acte de naissance.pdf", "id.birth-certificate"),
        ("Relevé de notes.pdf", "edu.transcript"),
        ("Zeugnis.pdf", "edu.school-reports"), ("Arbeitszeugnis_Meier.pdf", "work.reference"),
        ("Führungszeugnis.pdf", "oth.police-clearance"), ("telc_B1.pdf", "lang.b1"),
        ("IMG_2041.jpg", nil), ("ab1c.pdf", nil), ("", nil),
        ("Anhörung Protokoll.pdf", "asy.hearing"),
        ("Permis de conduire.png", "oth.driving-licence"),
        ("Mietvertrag Hauptstr.pdf", "ben.lease"),
    ])
    func `speaks for a kind of paper, or for none`(name: String, kind: String?) {
        #expect(KindGuess.kind(fileName: name) == kind)
    }

    @Test(arguments: [
        ("scan0007.pdf", "Übersetzung der Geburtsurkunde", "id.birth-certificate"),
        ("Reisepass.pdf", "Mietvertrag", "id.passport"), ("scan0007.pdf", "Dokument1", nil),
        ("scan0007.pdf", "\u{202E}nakirts", nil),
    ])
    func `is heard before what the file calls itself`(name: String, title: String, kind: String?) {
        #expect(KindGuess.kind(fileName: name, ownTitle: title) == kind)
    }

    @Test
    func `speaks for kinds that the list has, with one word for one kind`() {
        var kinds: [String: String] = [:]
        for entry in KindGuess.words {
            let kind = entry.kind
            #expect(KindCatalog.standard[kind] != nil, "\(kind)")
            for word in entry.words.map(KindGuess.folded) {
                #expect(!word.isEmpty)
                #expect(kinds[word] ?? kind == kind, "\(word)")
                kinds[word] = kind
            }
        }
    }

    @Test(arguments: [
        ("Diplom_Zahra_Ahmadi.pdf", nil, "Diplom Zahra Ahmadi"),
        ("IMG_2041.jpg", "Passport", "Passport"),
        ("IMG_2041.jpg", nil, "IMG 2041"), ("20260111.pdf", "Passport", "Passport"),
        ("WhatsApp Image 2026-11-24 at 10.02.11.jpeg", "Passport", "Passport"),
        ("شهادة.pdf", nil, "شهادة"), (".pdf", nil, ".pdf"), ("a.b.c.pdf", "Passport", "a.b.c"),
        ("Scan0001.pdf", "Diploma", "Diploma"),
    ])
    func `is a title without the ending, or the name of the kind`(
        name: String,
        kind: String?,
        title: String?
    ) {
        #expect(TitleGuess.title(fileName: name, kind: kind) == title)
    }
}
#endif
