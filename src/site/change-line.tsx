import type { ComponentChildren } from 'preact';
import { aspectParts } from '../diff/links.js';
import { contrasted } from '../diff/sentences.js';
import { directionOf } from '../text/languages.js';
import type { Text } from './graph-index.js';
import { codeLink, dotted, literal, nameLink, outwardLink, thingLink } from './layout/components.js';
import type { Change, ChangedValue } from './release-changes.js';
import { kindOf, type View } from './view.js';

/**
 * One change as a line without a verb, because the heading above it names the kind of change: "Topic 10 ↔ Item
 * 16.2: proposed → stated". So it reads the same in every language. The code or name of each resource is a link.
 */
export function changeLine(view: View, change: Change): ComponentChildren {
  const { kind, subject, others = [], before, after } = change;
  const arrow = ` ${arrowOf(view)} `;
  switch (kind) {
    case 'removed':
    case 'retired':
      return [resource(view, subject, before), others.length > 0 && arrow, listed(view, others)];
    case 'relabelled':
      return [resource(view, subject), view.words.colon, renamed(view, change)];
    case 'moved':
      return [resource(view, subject), view.words.colon, differing(view, change)];
    case 'recoded':
      return [
        resource(view, subject),
        view.words.colon,
        <bdi dir="ltr">{codes(before)}</bdi>,
        arrow,
        <bdi>{codes(after)}</bdi>,
      ];
    case 'code-passed-on':
    case 'code-reused':
      return [
        <bdi dir="ltr">{codes(after)}</bdi>,
        view.words.colon,
        listed(view, others),
        arrow,
        resource(view, subject),
      ];
    case 'link-added':
    case 'link-removed': {
      const values = valueList(view, [...before, ...after]);
      return [linkEnds(view, others), values.length > 0 && [' (', values, ')']];
    }
    case 'link-changed':
      return [linkEnds(view, others), ' · ', aspectName(view, change), differing(view, change)];
    default:
      return resource(view, subject);
  }
}

/** The language of a name that was only added; undefined for other changes. */
export const languageOfNewName = ({ kind, before, after }: Change): string | undefined => {
  const [name] = after;
  if (kind !== 'relabelled' || before.length > 0 || name === undefined || 'iri' in name) return undefined;
  return name.language || undefined;
};

/** The arrow from an old to a new value in the direction of the text. */
export const arrowOf = ({ words }: View): string => (directionOf(words.language) === 'rtl' ? '←' : '→');

/** A link to a resource; one without a page has its removed name and its address. */
function resource(view: View, iri: string, names: ChangedValue[] = []): ComponentChildren {
  if (view.linkTo(iri) !== undefined) return thingLink(view, iri);
  const texts = names.flatMap((one) => ('iri' in one ? [] : [asText(one)]));
  const name = texts.find(({ language }) => language === view.language) ?? texts[0];
  return [name && [literal(view, name), ' '], outwardLink(view, iri)];
}

/** "Topic 10 ↔ Item 16.2": the kind and code of each end, or its name if it has no code. */
const linkEnds = (view: View, ends: string[]): ComponentChildren =>
  ends.map((end, at) => [at > 0 && ' ↔ ', endOf(view, end)]);

function endOf(view: View, iri: string): ComponentChildren {
  const kind = kindOf(view.graph, iri);
  const code = view.graph.codes(iri)[0];
  if (kind === undefined || code === undefined || view.linkTo(iri) === undefined) return resource(view, iri);
  return codeLink(view, iri, [literal(view, view.term(kind)), ' ', <bdi dir="ltr">{code}</bdi>]);
}

function aspectName(view: View, { aspect }: Change): ComponentChildren {
  if (aspect === undefined || aspect === 'alternative') return null;
  const [property] = view.site.roles.parts[aspectParts[aspect]];
  return property !== undefined && [literal(view, view.term(property)), view.words.colon];
}

/** "proposed → stated"; "–" for a missing value. */
function differing(view: View, { before, after }: Change): ComponentChildren {
  const side = (values: ChangedValue[]) => (values.length > 0 ? valueList(view, values) : '–');
  return [side(before), ` ${arrowOf(view)} `, side(after)];
}

/** The old and the new name. Equal parts of long names are shortened. The language is named if it is another one. */
function renamed(view: View, { before, after }: Change): ComponentChildren {
  const quoted = (values: ChangedValue[]): string =>
    values.map((one) => ('iri' in one ? one.iri : `“${one.value}”`)).join(', ');
  const [first] = [...after, ...before];
  const language = first === undefined || 'iri' in first ? '' : (first.language ?? '');
  const [was, is] = contrasted(quoted(before), quoted(after)).map((text) => literal(view, { text, language }));
  if (before.length === 0) return is;
  return [was, ` ${arrowOf(view)} `, after.length > 0 ? is : '–'];
}

const asText = ({ value, language = '' }: { value: string; language?: string }): Text => ({ text: value, language });

const codes = (values: ChangedValue[]): string => values.map((one) => ('iri' in one ? one.iri : one.value)).join(', ');

/** The values of a change: names of resources as links, and texts. */
const valueList = (view: View, values: ChangedValue[]): ComponentChildren[] =>
  dotted(values.map((one) => ('iri' in one ? valueLink(view, one.iri) : literal(view, asText(one)))));

const valueLink = (view: View, iri: string): ComponentChildren =>
  view.linkTo(iri) === undefined ? literal(view, view.label(iri)) : nameLink(view, iri);

const listed = (view: View, iris: string[]): ComponentChildren => dotted(iris.map((iri) => resource(view, iri)));
