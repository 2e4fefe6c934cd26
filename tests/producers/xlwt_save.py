"""xlwt_save.py IN OUT: the cells that openpyxl reads, written by xlwt."""
import datetime
import sys

import openpyxl
import xlwt

book = xlwt.Workbook(encoding="utf-8")
day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
for sheet in openpyxl.load_workbook(sys.argv[1]):
    to = book.add_sheet(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                to.write(cell.row - 1, cell.column - 1, cell.value, *[day] * isinstance(cell.value, datetime.datetime))
book.save(sys.argv[2])
