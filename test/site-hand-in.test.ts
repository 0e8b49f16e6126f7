import { describe, expect, it } from 'vitest';
import { wordsOf } from '../src/site/words.js';
import { formAddress, hostOf, longestAddress, proposalOf } from '../src/site/workbench/hand-in.js';
import type { ChangedCell } from '../src/site/workbench/messages.js';

const words = wordsOf('en').handIn;
const cells: ChangedCell[] = [
  { file: 'data/links.csv', row: 14, column: 'target', before: '10.70', after: '10.7' },
  { file: 'data/links.csv', row: 15, column: 'note', before: '', after: 'a|b\n*c*' },
  { file: 'data/sources.csv', row: 9, after: 'new-source | Title' },
  { file: 'data/codes.csv', row: 3, before: 'old' },
];

describe('handing in a change', () => {
  it('lists the cells as a table that shows their texts as they are', () => {
    const { title, body } = proposalOf(cells, words);
    expect(title).toBe('Proposed change: links.csv, sources.csv, codes.csv');
    expect(body.split('\n').slice(2)).toEqual([
      '| Sheet | Row | Column | Before | After |',
      '| --- | --- | --- | --- | --- |',
      '| data/links.csv | 14 | target | 10.70 | 10.7 |',
      '| data/links.csv | 15 | note |  | a\\|b \\*c\\* |',
      '| data/sources.csv | 9 | new row |  | new-source \\| Title |',
      '| data/codes.csv | 3 | removed row | old |  |',
      '',
    ]);
  });

  it.each([
    ['https://github.com/some/data.git', 'GitHub', 'https://github.com/some/data/issues/new', 'title', 'body'],
    [
      'https://gitlab.example.org/a/b/c/',
      'GitLab',
      'https://gitlab.example.org/a/b/c/-/issues/new',
      'issue[title]',
      'issue[description]',
    ],
    ['https://codeberg.org/some/data', 'Codeberg', 'https://codeberg.org/some/data/issues/new', 'title', 'body'],
  ])('opens a form at the host of %s', (repository, host, page, title, body) => {
    expect(hostOf(repository)).toBe(host);
    const proposal = proposalOf(cells, words);
    const { address = '', isWhole } = formAddress(repository, proposal, words) ?? {};
    const url = new URL(address);
    expect([url.origin + url.pathname, isWhole]).toEqual([page, true]);
    expect([url.searchParams.get(title), url.searchParams.get(body)]).toEqual([proposal.title, proposal.body]);
  });

  it('asks for a copy of a table that is too long for an address', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...(cells[0] as ChangedCell), row: i, after: 'الهجرة' }));
    const { address = '', isWhole } = formAddress('https://github.com/some/data', proposalOf(many, words), words) ?? {};
    expect(isWhole).toBe(false);
    expect(address.length).toBeLessThan(longestAddress);
    expect(new URL(address).searchParams.get('body')).toBe(words.pasteHere);
  });

  it('knows no form of other hosts', () => {
    expect(formAddress('https://example.org/data', proposalOf(cells, words), words)).toBeUndefined();
    expect(hostOf('not an address')).toBeUndefined();
  });
});
