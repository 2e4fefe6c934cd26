"""Writes one corpus input and the expectation beside it."""
import json
import pathlib

HERE = pathlib.Path(__file__).parent


def put(folder, name, data, expected):
    path = HERE / folder / name
    path.write_bytes(data)
    path.with_name(name + ".json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")


def cells(sheet):
    """{"B7": 3, "C1": "x"} as the reader prints cells, for a few cells of interest."""
    return [{"at": at, **cell} for at, cell in sheet.items()]
