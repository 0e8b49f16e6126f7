import { describe, edit } from '../../support/edit.js';

/** Each of two stands under the other. */
export default (data: string): void => {
  describe(data, 'principles.csv', ({ tableSchema }) => {
    const parent = { name: 'parent', titles: 'parent', propertyUrl: 'skos:broader', valueUrl: '../principle/{parent}' };
    tableSchema.columns.splice(8, 0, parent);
  });
  edit(data, 'principles.csv', (text) =>
    text.replace('paragraph', 'paragraph,parent').replace('15(a)', '15(a),b').replace('15(b)', '15(b),a'),
  );
};
