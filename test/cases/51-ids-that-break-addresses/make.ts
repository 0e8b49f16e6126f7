import { append } from '../../support/edit.js';

/** Each of these would end or change the address that is made of it. */
export default (data: string): void => {
  for (const id of ['a b', 'a>b', 'a{b', '"a""b"', 'a\\b', 'a%zzb', '../b'])
    append(data, 'sources.csv', `${id},A source,,,,`);
  append(data, 'schemes.csv', '../a b,A scheme,,,,,,');
};
