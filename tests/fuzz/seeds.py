#!/usr/bin/python3
"""seeds.py OUT FOLDER...: seeds for format and part, whose first byte chooses the reader: the
files of the corpus, and the parts inside of them, with that byte in front."""
import hashlib, io, pathlib, sys, zipfile

FORMATS = (".csv .tsv", ".html .htm", ".txt", ".tnef .dat", ".xls .doc", ".zip .xlsx .xlsm .docx .ods .odt", ".eml",
           ".rtf")
PARTS = ("xl/worksheets/sheet", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels",
         "word/document.xml", "ods", "odt")


def put(target, choice, data):
    folder = pathlib.Path(sys.argv[1], target)
    folder.mkdir(parents=True, exist_ok=True)
    if len(data) < 100000:
        (folder / hashlib.sha1(data + bytes([choice])).hexdigest()).write_bytes(bytes([choice]) + data)


def parts(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                kind = box.read("mimetype").decode().endswith("text") + 6 if name == "content.xml" else \
                    next((i for i, part in enumerate(PARTS) if name.startswith(part)), None)
                if kind is not None and box.getinfo(name).file_size < 100000:
                    put("part", kind, box.read(name))
    except Exception:       # it is hostile
        pass


for path in (p for folder in sys.argv[2:] for p in pathlib.Path(folder).rglob("*") if p.is_file()):
    data = path.read_bytes()
    for choice, ends in enumerate(FORMATS):
        if path.suffix in ends.split():
            put("format", choice, data)
    parts(data)
