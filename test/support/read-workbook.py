# Prints what openpyxl reads from a workbook, as JSON.
import sys, json, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
found = {}
for sheet in book:
    cells = {c.coordinate: [c.value, c.data_type, c.font.b, c.fill.fgColor.rgb, c.number_format, c.comment.text if c.comment else None]
             for row in sheet.iter_rows() for c in row if c.value is not None or c.has_style or c.comment}
    found[sheet.title] = {'cells': cells, 'filter': sheet.auto_filter.ref, 'freeze': sheet.freeze_panes,
        'hidden': [k for k, d in sheet.column_dimensions.items() if d.hidden], 'heights': {k: d.height for k, d in sheet.row_dimensions.items() if d.height},
        'lists': [[str(v.sqref), v.formula1] for v in sheet.data_validations.dataValidation], 'tables': dict(sheet.tables.items())}
print(json.dumps(found))
