import { describe, edit } from '../../support/edit.js';

/** A column that is not published may be about nothing: only the others need an aboutUrl. */
export default function make(data: string): void {
  edit(data, 'units.csv', (text) => text.replaceAll('\n', ',to be checked\n').replace(',to be checked', ',remark'));
  describe(data, 'units.csv', ({ tableSchema }) => {
    const { aboutUrl } = tableSchema;
    delete tableSchema['aboutUrl'];
    const columns = tableSchema.columns.map((column) => ({ ...column, aboutUrl }));
    const remark = { name: 'remark', titles: 'remark', suppressOutput: true };
    tableSchema.columns = [...columns.slice(0, 2), remark, ...columns.slice(2)];
  });
}
