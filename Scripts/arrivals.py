"""Papers as they really arrive: photos of phones, locked and cut files, macros, disguises.

Part of make-fixtures, which says what it needs; beyond that: qpdf, libheif-examples and openssl. Each
file is made for one row of the table in Fixtures/README.md, and as small as that allows.
"""

import io
import json
import pathlib
import struct
import subprocess
import tempfile
import zipfile
import zlib

from PIL import Image, ImageDraw

PLACE = ["-GPSLatitude=48.5", "-GPSLatitudeRef=N", "-GPSLongitude=8.5", "-GPSLongitudeRef=E"]
NOTED = ["-XMP-exif:GPSLatitude=48.5", "-XMP-exif:GPSLongitude=8.5"]
STAMP = (2024, 5, 1, 12, 0, 0)


def sheet(size):
    """A page with lines instead of words: it compresses to a few kilobytes."""
    image = Image.new("RGB", size, (250, 247, 238))
    draw = ImageDraw.Draw(image)
    for y in range(size[1] // 8, size[1] * 7 // 8, size[1] // 16):
        draw.line((size[0] // 8, y, size[0] * 7 // 8, y), (38, 36, 44), max(1, size[1] // 200))
    return image


def pdf(*objects, trailer=b"", tail=b""):
    """A PDF of the objects, numbered from 1; the first one is the catalog."""
    body, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\n" % (
        len(offsets) + 1, table, len(offsets) + 1, trailer
    ) + b"startxref\n%d\n%%%%EOF\n" % len(body) + tail


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
LINE = b"72 720 m 500 720 l S"
CONTENT = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(LINE), LINE)


def page_with(catalog=b"", page=PAGE, *more):
    return pdf(b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, PAGES, page, CONTENT, *more)


def page_of(jpeg, size):
    """A page that is a photo, as a phone makes it."""
    page = PAGE.replace(b"/Resources << >>", b"/Resources << /XObject << /P 5 0 R >> >>")
    words = b"q 595 0 0 842 0 0 cm /P Do Q"
    content = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words)
    picture = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8" % size
    picture += b" /ColorSpace /DeviceRGB /Filter /DCTDecode /Length %d >>" % len(jpeg)
    picture += b"\nstream\n%s\nendstream" % jpeg
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, page, content, picture)


def bomb():
    """A PDF whose list of objects unpacks to more than two gigabytes, twice packed."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(1 << 24)) for _ in range(140)) + packer.flush()
    stream = zlib.compress(once, 9)
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    head += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    table = b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R /Length %d" % len(stream)
    table += b" /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream\nendobj\n" % stream
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


def archive(members, mimetype=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in ([("mimetype", mimetype)] if mimetype else []) + members:
            info = zipfile.ZipInfo(name, STAMP)
            if name != "mimetype":
                info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return buffer.getvalue()


OOXML = "http://schemas.openxmlformats.org"
PARTS = f'<?xml version="1.0"?><Types xmlns="{OOXML}/package/2006/content-types"/>'
WORD = [
    ("[Content_Types].xml", PARTS),
    ("word/document.xml", f'<w:document xmlns:w="{OOXML}/wordprocessingml/2006/main"/>'),
]
EXCEL = [
    ("[Content_Types].xml", PARTS),
    ("xl/workbook.xml", f'<workbook xmlns="{OOXML}/spreadsheetml/2006/main"/>'),
]
ODT = "application/vnd.oasis.opendocument.text"


def compound(*names):
    """The first sectors of an old Office file: its mark, and a folder with these entries."""
    entries = b"".join(name.encode("utf-16le").ljust(128, b"\0") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries.ljust(1024, b"\0")


def cbor(value):
    """RFC 8949, as much as a sample needs."""
    def head(kind, number):
        if number < 24:
            return bytes([kind << 5 | number])
        return bytes([kind << 5 | 25]) + struct.pack(">H", number)

    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


class Arrivals:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name):
        return str(self.folder / name)

    def write(self, name, content):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self, *command):
        subprocess.run(list(map(str, command)), check=True)

    def place(self, *names):
        self.run("exiftool", "-quiet", "-overwrite_original", *PLACE, *map(self.path, names))

    def make(self):
        self.images()
        self.pdfs()
        noted = b'<rdf:Description exif:GPSLatitude="48,30.0N" exif:GPSLongitude="8,30.0E"/>'
        chunks = (self.folder / "page.webp").read_bytes()[8:]
        chunks += b"XMP " + struct.pack("<I", len(noted)) + noted + bytes(len(noted) % 2)
        self.write("place-xmp.webp", b"RIFF" + struct.pack("<I", len(chunks)) + chunks)
        for kind in ("heic", "pdf", "png"):
            (self.folder / f"place-xmp.{kind}").unlink(missing_ok=True)
            self.run(
                "exiftool", "-quiet", *NOTED, "-o", self.path(f"place-xmp.{kind}"),
                self.path(f"page.{kind}"),
            )
        self.office()
        self.disguises()
        self.credentials()

    def images(self):
        page = sheet((1240, 1754))
        page.save(self.path("page.jpg"), quality=40)
        page.save(self.path("place.jpg"), quality=40)
        sheet((800, 600)).save(self.path("blur.jpg"), quality=40)
        page.convert("CMYK").save(self.path("cmyk.jpg"), quality=40)
        self.write("cut.jpg", (self.folder / "page.jpg").read_bytes()[:-2000])
        page.save(self.path("page.png"), optimize=True)
        page.save(self.path("place.png"), optimize=True)
        self.write("cut.png", (self.folder / "page.png").read_bytes()[:-200])
        page.convert("L").convert("I").point(lambda level: level * 257).save(self.path("deep.png"))
        page.save(self.path("page.webp"), quality=20)
        page.save(self.path("place.webp"), quality=20)
        page.convert("P", palette=Image.ADAPTIVE, colors=4).save(self.path("page.gif"))
        page.convert("1").save(self.path("page.bmp"))
        page.convert("1").save(self.path("place.tif"), compression="group4")
        with tempfile.NamedTemporaryFile(suffix=".png") as source:
            page.save(source.name)
            for name in ("page.heic", "place.heic"):
                self.run("heif-enc", "-q", "20", "-o", self.path(name), source.name)
            self.run("heif-enc", "-A", "-q", "20", "-o", self.path("page.avif"), source.name)
        self.place("place.jpg", "place.png", "place.webp", "place.tif", "place.heic")
        self.write("cut.heic", (self.folder / "page.heic").read_bytes()[:-500])

    def pdfs(self):
        plain = page_with()
        self.write("page.pdf", plain)
        for name, password in (("locked.pdf", "secret"), ("owner.pdf", "")):
            self.run(
                "qpdf", "--static-id", "--static-aes-iv", "--encrypt", password, "owner", "256",
                "--print=none", "--", self.path("page.pdf"), self.path(name),
            )
        self.run("qpdf", "--static-id", "--linearize", self.path("page.pdf"), self.path("linear.pdf"))
        self.run(
            "qpdf", "--static-id", "--object-streams=generate", self.path("page.pdf"),
            self.path("streams.pdf"),
        )
        self.write("script.pdf", page_with(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))
        launch = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (a) >> >>"
        self.write("launch.pdf", page_with(b"", PAGE[:-2] + b"/Annots [5 0 R] >>", launch))
        with tempfile.NamedTemporaryFile(suffix=".txt") as source:
            source.write(b"a file in a file\n")
            source.flush()
            self.run(
                "qpdf", "--static-id", self.path("page.pdf"), "--add-attachment", source.name,
                "--key=a", "--filename=a.txt", "--creationdate=D:20240501120000Z",
                "--moddate=D:20240501120000Z", "--", self.path("attachment.pdf"),
            )
        # The script lies in a stream of objects, where a search for its words finds nothing.
        self.run(
            "qpdf", "--static-id", "--object-streams=generate", self.path("script.pdf"),
            self.path("hidden.pdf"),
        )
        form = b"/AcroForm << /Fields [] /XFA 5 0 R >>"
        self.write("xfa.pdf", page_with(form, PAGE, b"<< /Length 6 >>\nstream\n<xdp/>\nendstream"))
        seal = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
        seal += b" /ByteRange [0 10 20 30] /Contents <00> >>"
        field = b"<< /FT /Sig /T (seal) /V 6 0 R >>"
        self.write("signed.pdf", page_with(b"/AcroForm << /Fields [5 0 R] >>", PAGE, field, seal))
        title = "Übersetzung der Geburtsurkunde".encode("utf-16-be").hex().encode()
        self.write("titled.pdf", pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, PAGE, CONTENT, b"<< /Title <feff%s> >>" % title,
            trailer=b"/Info 5 0 R ",
        ))
        self.write("place.pdf", page_of((self.folder / "place.jpg").read_bytes(), (1240, 1754)))
        self.run(
            "qpdf", "--static-id", "--static-aes-iv", "--encrypt", "", "owner", "256",
            "--print=none", "--", self.path("place.pdf"), self.path("place-owner.pdf"),
        )
        self.write("cut.pdf", plain[:-120])
        self.write("cut-linear.pdf", (self.folder / "linear.pdf").read_bytes()[:-400])
        self.write("cut-script.pdf", (self.folder / "script.pdf").read_bytes()[:-12])
        self.write("bomb.pdf", bomb())

    def office(self):
        self.write("cv.docx", archive(WORD))
        self.write("cv.docm", archive(WORD + [("word/vbaProject.bin", b"\0" * 64)]))
        self.write("disguised.docx", archive(WORD + [("word/vbaProject.bin", b"\0" * 64)]))
        self.write("cut.docx", archive(WORD)[:-60])
        self.write("marks.xlsx", archive(EXCEL))
        self.write("letter.odt", archive([("content.xml", "<o/>")], ODT))
        self.write("old.doc", compound("Root Entry", "WordDocument", "Macros", "_VBA_PROJECT"))
        self.write("papers.zip", archive([("diploma.pdf", page_with())]))
        self.write("bomb.zip", archive([("zeros", bytes(1 << 24))]))

    def disguises(self):
        jpeg = (self.folder / "blur.jpg").read_bytes()
        packed = archive([("hidden.txt", "hidden")])
        self.write("run.pdf", "#!/bin/sh\necho 'not a paper'\n")
        self.write("program.jar", archive([("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")]))
        self.write("offset.pdf", b"GIF89 or so, then\n" + page_with())
        self.write("pdf-and-zip.pdf", page_with() + packed)
        self.write("photo-and-zip.jpg", jpeg + packed)
        self.write("page.html", "<!DOCTYPE html><title>x</title><script>alert(1)</script>\n")
        self.write(
            "notice.svg",
            '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\n',
        )
        self.write(
            "mail.eml",
            "Received: from a.example\nFrom: a@a.example\nTo: b@b.example\nSubject: x\n\nHello\n",
        )
        self.write("empty.pdf", b"")
        self.write("zeros.bin", bytes(4096))

    def credentials(self):
        context = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["Specimen"]}
        self.write("diploma.jsonld", json.dumps(context) + "\n")
        self.write("notice.xml", '<?xml version="1.0"?>\n<notice xmlns="urn:example"><a/></notice>\n')
        self.write("diploma.sdjwt", "eyJhbGciOiJFUzI1NiJ9.eyJfc2QiOltdfQ.c3BlY2ltZW4~WyJhIiwiYiJd~\n")
        document = {"version": "1.0", "documents": [{"docType": "org.example.specimen"}], "status": 0}
        self.write("licence.cbor", cbor(document))
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
            self.run(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "1",
                "-subj", "/CN=Specimen", "-keyout", key, "-out", certificate,
            )
            self.run(
                "openssl", "cms", "-sign", "-in", self.path("diploma.jsonld"), "-signer", certificate,
                "-inkey", key, "-outform", "DER", "-out", self.path("seal.p7s"),
            )


def make(fixtures):
    Arrivals(pathlib.Path(fixtures) / "arrivals").make()
