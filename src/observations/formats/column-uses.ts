import { type KnownColumn, plainName, wordsOf } from '../tables.js';
import type { ColumnUse } from './format.js';

/** What a header's names are known as. */
export const use = (name: string, columns: Map<string, KnownColumn>): ColumnUse | undefined => {
  if (name.trim() === '') return { name: '', role: 'nameless', concept: '' };
  const known = columns.get(plainName(name));
  return known && { name, ...known };
};

/** A column that is not known: a dimension of that name, and the reader is told so unless the header is clear about it. */
export const dimensionOf = (name: string, isClear: boolean): ColumnUse => ({
  name,
  role: 'dimension',
  concept: conceptOf(name),
  ...(!isClear && { isUnknown: true as const }),
});

/** "[Policy Domains]", "POLICY_DOMAINS" and "policy_domains" → "policyDomains"; '' where no letter is left. */
export const conceptOf = (name: string): string =>
  wordsOf(name)
    .map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');

/** Whether some column has each of the roles. */
export const hasRoles = (columns: ColumnUse[], ...roles: ColumnUse['role'][]): boolean =>
  roles.every((role) => columns.some((column) => column.role === role));
