"""The bench's plan file: 700 units, three reports with the same form."""
from job import COLUMN_LABELS, COLUMNS, FIELDS, LABELS, LEVELS, PLAN_CODE, REPORTS, REQUIRED, ROWS, TABLE, UNITS, \
    report_name, unit_address, unit_code, unit_name
from office import libconfig


def field(name, label, kind):
    row = {"name": name, "label": label, "type": kind}
    if name in REQUIRED:
        row["required"] = True
    if kind == "integer":
        row["min"] = 0
    if kind == "choice":
        row["choices"] = LEVELS
    return row


def write(path, year="2024", units=UNITS):
    form = {"version": "v1", "title": "BÁO CÁO THÁNG", "sections": [
        {"title": "1. Số liệu", "fields": [field(*f) for f in zip(FIELDS, LABELS, FIELDS.values())]},
        {"title": "2. Chi tiết", "tables": [{
            "name": TABLE, "label": "Chi tiết theo địa điểm", "max_rows": ROWS,
            "columns": [field(*c) for c in zip(COLUMNS, COLUMN_LABELS, COLUMNS.values())]}]}]}
    reports = [{"code": code, "name": report_name(code), "recurrence": "monthly", "first": year + "-01-01", "last": year + "-01-31",
                "dues": [{"before": "25"}], "who": {"levels": ["unit"]}, "subject_words": [report_name(code).lower()],
                "form": form} for code in REPORTS]
    units = [{"code": unit_code(n), "name": "đơn vị %04d" % n, "holder": unit_name(n), "short_name": unit_name(n),
              "level": "unit", "kind": "đơn vị", "aliases_strong": ["đơn vị %04d" % n], "addresses": [unit_address(n)]}
             for n in range(units)]
    path.write_text("\n".join(f"{k} = {libconfig(v)};" for k, v in
                              {"code": PLAN_CODE, "title": "Chế độ báo cáo thử tải", "subject_tag": "BENCH",
                               "units": units, "reports": reports}.items()) + "\n")
