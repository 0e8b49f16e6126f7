import { remembered } from '../text/languages.js';
import { fill } from './words.js';

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** The plural rules of a language, and the categories that it uses. */
const rulesOf = remembered((language) => {
  const rules = new Intl.PluralRules(language);
  const { pluralCategories } = rules.resolvedOptions();
  return { rules, used: categories.filter((one) => pluralCategories.includes(one)) };
});

/**
 * Fills placeholders, and chooses the form of a word by the number before it: "{count} [goal|goals]". The forms are in the order
 * of the plural categories of the language; the last form is for all further categories.
 */
export function countedText(text: string, values: Record<string, number>, language: string): string {
  const { rules, used } = rulesOf(language);
  let last = 0;
  const chosen = text.replace(/\{(\w+)\}|\[([^\]]*\|[^\]]*)\]/g, (whole, name?: string, forms?: string) => {
    if (name !== undefined) last = values[name] ?? last;
    if (forms === undefined) return whole;
    const all = forms.split('|');
    return all[Math.min(used.indexOf(rules.select(last)), all.length - 1)] ?? '';
  });
  return fill(chosen, values);
}
