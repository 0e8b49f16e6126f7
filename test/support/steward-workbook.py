# Writes the workbook of a steward: formats, comments, a filter, a hidden column, a list of values, and a sheet with a table.
import sys, openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
book = openpyxl.Workbook()
links = book.active
links.title = 'links'
for row in [['code', 'target', 'note', 'own'], ['1', 10.1, 'a', '=1+1'], ['2', '16.2', 'b', '=A2'], ['3', '8.8', None, 5]]:
    links.append(row)
links['B3'].font = Font(bold=True, color='FFFF0000')
links['B2'].fill = PatternFill('solid', fgColor='FFFFFF00')
links['B3'].comment = Comment('Ask Ana', 'Ben')
links['C2'].comment = Comment('Why?', 'Ben')
links.column_dimensions['C'].hidden = True
links.row_dimensions[4].height = 30
links.freeze_panes = 'A2'
rule = DataValidation(type='list', formula1='"stated,proposed"')
rule.add('C2:C9')
links.add_data_validation(rule)
links.auto_filter.ref = 'A1:D4'
own = book.create_sheet('my notes')
own.append(['keep', '=links!B2'])
own.add_table(Table(displayName='mine', ref='A1:B2'))
own.append([1, 2])
book.save(sys.argv[1])
