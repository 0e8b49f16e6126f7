import type { Place, Problem } from '../problem.js';

/** Repairs of one kind in one column are one notice, with the first place: a thousand of them drown no error. */
export interface Repairs {
  add(code: string, message: string, where: Place, fix?: string): void;
  problems(): Problem[];
}

export function createRepairs(): Repairs {
  const found = new Map<string, Omit<Problem, 'severity'> & { count: number }>();
  return {
    add(code, message, where, fix) {
      const key = `${code}\n${where.file}\n${where.column}`;
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { code, message, where, ...(fix !== undefined && { fix }), count: 1 });
    },
    problems: () =>
      [...found.values()].map(({ count, ...repair }) => ({
        ...repair,
        severity: 'notice',
        message: count > 1 ? `${repair.message} (${count} cells of this column)` : repair.message,
      })),
  };
}
