import { fill } from './fill.js';

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/**
 * Fills placeholders, and chooses the form of a word by the number before it: "{count} [goal|goals]". The forms are in the order
 * of the plural categories of the language; the last form is for all further categories.
 */
export function countedText(text: string, values: Record<string, number>, language: string): string {
  const rules = new Intl.PluralRules(language);
  const used = categories.filter((one) => rules.resolvedOptions().pluralCategories.includes(one));
  let last = 0;
  const chosen = text.replace(/\{(\w+)\}|\[([^\]]*\|[^\]]*)\]/g, (whole, name?: string, forms?: string) => {
    if (name !== undefined) last = values[name] ?? last;
    if (forms === undefined) return whole;
    const all = forms.split('|');
    return all[Math.min(used.indexOf(rules.select(last)), all.length - 1)] ?? '';
  });
  return fill(chosen, values);
}
