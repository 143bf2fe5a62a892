import VaultMedia

extension Sample {
    /// Programs, whatever they are called.
    static let executables: [Sample] = [
        Sample("Zeugnis.pdf", Make.dosProgram, refused: .executable),
        Sample("polyglot.pdf", Make.dosProgram + Make.pdf, refused: .executable),
        Sample("ZM.txt", [0x5A, 0x4D, 0, 0, 0, 0], refused: .executable),
        Sample("a.jpg", Make.elf, refused: .executable),
        Sample("macho", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1, 3, 0, 0, 0], refused: .executable),
        Sample("macho32", [0xFE, 0xED, 0xFA, 0xCE, 0, 0, 0, 18], refused: .executable),
        Sample("fat.pdf", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2], refused: .executable),
        Sample("a.class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52], refused: .executable),
        Sample("a.wasm", [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0], refused: .executable),
        Sample("run.pdf", "#!/bin/sh\necho\n", refused: .executable),
        Sample("blank.txt", "\n  #!/bin/sh\necho\n", refused: .executable),
        Sample("bom.txt", "\u{FEFF}#!/usr/bin/python3\n", refused: .executable),
        Sample("no shebang.txt", "chmod +x a\nif a; then\nrm -rf /\nfi\n", refused: .executable),
        Sample("a.sh", "sudo reboot\n", refused: .executable),
        Sample("a.txt", "@echo off\r\ndel x\r\n", refused: .executable),
        Sample("a.ps1", "Invoke-Expression $x\n", refused: .executable),
        Sample("a.py", "import os\nos.system('x')\n", refused: .executable),
        Sample("a.vbs", "Set a = CreateObject(\"x\")\n", refused: .executable),
        Sample("wide.vbs", Make.wide("Set a = CreateObject(\"x\")\n"), refused: .executable),
        Sample("a.php", "<?php system('x'); ?>", refused: .executable),
        Sample("a.reg", "Windows Registry Editor Version 5.00\r\n", refused: .executable),
        Sample("wide.reg", Make.wide("Windows Registry Editor Version 5.00"), refused: .executable),
        Sample("a.desktop", "[Desktop Entry]\nExec=x\n", refused: .executable),
        Sample("comment.desktop", "# x\n[Desktop Entry]\nExec=x\n", refused: .executable),
        Sample("a.url", "[InternetShortcut]\nURL=file:///x\n", refused: .executable),
        Sample(
            "diploma.pdf.lnk",
            [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46],
            refused: .executable
        ),
        Sample(
            "setup.pdf",
            Make.compound(
                ["Root Entry"],
                class: [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
            ),
            refused: .executable
        ),
        Sample("a.jar", Make.zip([("META-INF/MANIFEST.MF", "")]), refused: .executable),
        Sample(
            "a.docx",
            Make.zip([("META-INF/MANIFEST.MF", "")] + Make.word),
            refused: .executable
        ),
        Sample("a.apk", Make.zip([("AndroidManifest.xml", ""), ("a", "")]), refused: .executable),
        Sample("deep.docx", Make.zip(Make.word + [("word/media/a.EXE", "")]), refused: .executable),
        Sample("a.deb", "!<arch>\ndebian-binary   0", refused: .executable),
    ]

    /// Containers of other files.
    static let archives: [Sample] = [
        Sample("a.zip", Make.zip([("a.pdf", "%PDF-")]), refused: .archive),
        Sample(
            "long name.docx",
            Make.zip(Make.word + [(String(repeating: "a", count: 1025), "")]),
            refused: .archive
        ),
        Sample("empty.zip", Make.zip([]), refused: .archive),
        Sample("papers.pdf", Make.zip([("a.pdf", "%PDF-")]), refused: .archive),
        Sample("word.docx", Make.zip([("word/document.xml", "")]), refused: .archive),
        Sample("a.rar", "Rar!\u{1A}\u{7}\u{1}\0", refused: .archive),
        Sample("a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], refused: .archive),
        Sample("a.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], refused: .archive),
        Sample("a.bz2", "BZh91AY&SY", refused: .archive),
        Sample("a.xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], refused: .archive),
        Sample("a.zst", [0x28, 0xB5, 0x2F, 0xFD, 4, 0, 1, 0, 0], refused: .archive),
        Sample("a.tar", Make.tar, refused: .archive),
        Sample("a.cab", "MSCF\0\0\0\0\u{1}\0\0\0", refused: .archive),
        Sample("a.cpio", "070701" + String(repeating: "0", count: 104), refused: .archive),
    ]

    /// Documents that do things when they are opened.
    static let active: [Sample] = [
        Sample("a.html", "<!DOCTYPE html><html><body>x</body></html>", refused: .activeContent),
        Sample("bom.txt", "\u{FEFF}\n\n<HTML>", refused: .activeContent),
        Sample("late.txt", "<!-- x --><!-- y -->\n<script>x</script>", refused: .activeContent),
        Sample("middle.txt", "Hello <ScRiPt >alert(1)</script>", refused: .activeContent),
        Sample("wide.txt", Make.wide("<html><script>"), refused: .activeContent),
        Sample("frame.txt", "<iframe src=x>", refused: .activeContent),
        Sample("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", refused: .activeContent),
        Sample(
            "declared.svg",
            "\n<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE svg>\n<svg onload=\"x\"/>",
            refused: .activeContent
        ),
        Sample(
            "prefix.xml",
            "<?xml version=\"1.0\"?><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>",
            refused: .activeContent
        ),
        Sample(
            "namespace.xml",
            "<?xml version=\"1.0\"?><a><h:b xmlns:h=\"http://www.w3.org/1999/xhtml\"/></a>",
            refused: .activeContent
        ),
        Sample(
            "hidden.xml",
            "<?xml version=\"1.0\"?><a><h:b xmlns:h=\"http://www.w3.org/1999/&#120;html\"/></a>",
            refused: .activeContent
        ),
        Sample(
            "entity.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///x\">]><a>&x;</a>",
            refused: .activeContent
        ),
        Sample(
            "style.xml",
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"x.xsl\"?><a/>",
            refused: .activeContent
        ),
        Sample("a.js", "alert(1)", refused: .activeContent),
        Sample("b.js", "// x\nvar a = 1\n", refused: .activeContent),
        Sample("a.txt", "// x\nvar a = function() { eval(b) }\n", refused: .activeContent),
        Sample(
            "mail.eml",
            "Received: from x\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nHello",
            refused: .activeContent
        ),
        Sample(
            "mail.txt",
            "Subject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\nHello",
            refused: .activeContent
        ),
        Sample("short.eml", "From: a\nTo: b\nSubject: c\n\nHello", refused: .activeContent),
        Sample(
            "a.msg",
            Make.compound(["Root Entry", "__substg1.0_0037001F"]),
            refused: .activeContent
        ),
        Sample("a.ps", "%!PS-Adobe-3.0\n", refused: .activeContent),
    ]

    /// Office documents with more than text in them.
    static let macros: [Sample] = [
        Sample("a.doc", Make.compound(["Root Entry", "Macros"]), refused: .officeMacro),
        Sample(
            "a.xls",
            Make.compound(["Root Entry", "_VBA_PROJECT_CUR"]),
            refused: .officeMacro
        ),
        Sample(
            "cv.docm",
            Make.zip(Make.word + [("word/vbaProject.bin", "")]),
            refused: .officeMacro
        ),
        Sample("cv.docx", Make.zip(Make.word + [("word/other.bin", "")]), refused: .officeMacro),
        Sample(
            "a.xlsm",
            Make.zip([("xl\\vbaProject.bin", "")] + Make.sheet),
            refused: .officeMacro
        ),
        Sample("a.odt", Make.zip(Make.openText + [("Basic/x.xml", "")]), refused: .officeMacro),
    ]

    /// Files that are two things at once.
    static let polyglots: [Sample] = [
        Sample("junk.pdf", [0x93, 0x01, 0xF0, 0x7F] + Make.pdf, refused: .polyglot),
        Sample(
            "junk.txt",
            "Guten Tag\n" + String(decoding: Make.pdf, as: UTF8.self),
            refused: .polyglot
        ),
        Sample("pdf and zip.pdf", Make.pdf + Make.zip([("a", "b")]), refused: .polyglot),
        Sample("photo and zip.jpg", Make.jpeg + Make.zip([("a", "b")]), refused: .polyglot),
        Sample("zip and a byte.pdf", Make.pdf + Make.zip([("a", "b")]) + [0], refused: .polyglot),
        Sample(
            "long and zip.jpg",
            Make.jpeg + [UInt8](repeating: 1, count: 2 << 20) + Make.zip([("a", "b")])
                + [UInt8](repeating: 1, count: 65_000),
            refused: .polyglot
        ),
        Sample("photo and pdf.jpg", Make.jpeg + Make.pdf, refused: .polyglot),
    ]

    /// Kinds of files that nobody has decided to store.
    static let unknown: [Sample] = [
        Sample("zeros.bin", [UInt8](repeating: 0, count: 100), refused: .unknown),
        Sample(
            "no mark.txt",
            Array(Make.wide("Hello there, <script>x</script>").dropFirst(2)),
            refused: .unknown
        ),
        Sample("one.bin", [0], refused: .unknown),
        Sample("noise.pdf", [0x93, 0x01, 0xF0, 0x7F, 0x02, 0xEE, 0x81, 0x11], refused: .unknown),
        Sample("a.doc", Make.compound(["Root Entry", "WordDocument"]), refused: .unknown),
        Sample("a.rtf", "{\\rtf1\\ansi x}", refused: .unknown),
        Sample(
            "a.pptx",
            Make.zip([Make.word[0], ("ppt/presentation.xml", "")]),
            refused: .unknown
        ),
        Sample(
            "a.ods",
            Make.zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
            refused: .unknown
        ),
        Sample("a.mp3", "ID3\u{3}\0\0\0\0\0\0", refused: .unknown),
        Sample("a.mp4", Make.boxed("isom"), refused: .unknown),
        Sample("array.cbor", [0x82, 0xA1, 0x61, 0x61, 0x01, 0x02], refused: .unknown),
        Sample("cut.cbor", [0xA1, 0x61, 0x61, 0x42, 0x01], refused: .unknown),
        Sample("longer.cbor", [0xA1, 0x61, 0x61, 0x01, 0xF6], refused: .unknown),
        Sample("cut.p7s", Array(Make.signedData.dropLast()), refused: .unknown),
        Sample("vault.sqlite", "SQLite format 3\0", refused: .unknown),
    ]
}
