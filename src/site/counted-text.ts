import { fill } from './fill.js';

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** The plural rules of a language, and the categories that it uses. */
function rulesOf(language: string): Rules {
  const known = knownRules.get(language);
  if (known) return known;
  const rules = new Intl.PluralRules(language);
  const { pluralCategories } = rules.resolvedOptions();
  const found = { rules, used: categories.filter((one) => pluralCategories.includes(one)) };
  knownRules.set(language, found);
  return found;
}

type Rules = { rules: Intl.PluralRules; used: readonly string[] };

const knownRules = new Map<string, Rules>();

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
  return fill(chosen, values, language);
}
