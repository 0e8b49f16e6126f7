import { clip, grouped } from '../problem.js';
import type { Change, Kind, Revision, Value } from './change.js';
import { contrasted } from './contrast.js';
import { languageOf } from './values.js';

/** Every kind of change: its heading, and the sentence that tells one. */

type NameOf = (iri: string) => string;

interface KindText {
  title: string;
  sentence(change: Change, nameOf: NameOf): string;
}

const said = (value: Value, nameOf: NameOf): string =>
  value.termType === 'NamedNode' ? nameOf(value.value) : `“${clip(value.value)}”`;
const listed = (values: Value[], nameOf: NameOf): string => values.map((value) => said(value, nameOf)).join(', ');
const codes = (values: Value[]): string => values.map(({ value }) => clip(value)).join(', ');
const others = ({ others = [] }: Change, nameOf: NameOf): string => others.map(nameOf).join(', ');
const ends = ({ others = [] }: Change, nameOf: NameOf): string => others.map(nameOf).join(' → ');
const evidence = (values: Value[], nameOf: NameOf): string =>
  values.length === 0 ? '' : ` (${listed(values, nameOf)})`;
const figures = ({ count = 0, subject }: Change, nameOf: NameOf): string =>
  `${grouped(count)} ${count === 1 ? 'figure' : 'figures'} of ${nameOf(subject)}`;

export const kinds: Record<Kind, KindText> = {
  added: { title: 'New', sentence: ({ subject }, nameOf) => `${nameOf(subject)} is new.` },
  retired: {
    title: 'Retired',
    sentence: (change, nameOf) => {
      const successor = change.others?.length ? `; ${others(change, nameOf)} takes its place` : '';
      return `${nameOf(change.subject)} is retired${successor}.`;
    },
  },
  unretired: {
    title: 'In use again',
    sentence: ({ subject }, nameOf) => `${nameOf(subject)} was retired and is in use again.`,
  },
  removed: {
    title: 'Removed',
    sentence: (change, nameOf) => {
      const successor = change.others?.length ? `; ${others(change, nameOf)} takes its place` : '';
      return `${nameOf(change.subject)} is not described any more${successor}.`;
    },
  },
  relabelled: {
    title: 'Called otherwise',
    sentence: ({ subject, before, after, aspect }, nameOf) => {
      const language = languageOf(after[0] ?? (before[0] as Value));
      const where = language === '' ? '' : ` in ${language}`;
      const [was, is] = contrasted(before, after);
      if (aspect === 'alternative') {
        if (was === '') return `${nameOf(subject)} has an alternative name${where} now: ${is}.`;
        if (is === '') return `${nameOf(subject)} has lost an alternative name${where}: ${was}.`;
        return `${nameOf(subject)} has the alternative name ${is}${where}, and no more ${was}.`;
      }
      if (was === '') return `${nameOf(subject)} has a name${where} now: ${is}.`;
      if (after.some(({ value }) => nameOf(subject).endsWith(` “${value}”`)))
        return `${nameOf(subject)} was called ${was}${where}.`;
      if (is === '') return `${nameOf(subject)} has lost its name${where}: ${was}.`;
      return `${nameOf(subject)} is called ${is}${where}, and no more ${was}.`;
    },
  },
  moved: {
    title: 'Moved',
    sentence: ({ subject, before, after }, nameOf) => {
      if (before.length === 0) return `${nameOf(subject)} stands under ${listed(after, nameOf)} too.`;
      if (after.length === 0) return `${nameOf(subject)} stands no more under ${listed(before, nameOf)}.`;
      return `${nameOf(subject)} stands under ${listed(after, nameOf)}, and no more under ${listed(before, nameOf)}.`;
    },
  },
  recoded: {
    title: 'With another code',
    sentence: ({ subject, before, after }, nameOf) => {
      if (before.length === 0) return `${nameOf(subject)} has the code ${codes(after)} too.`;
      if (after.length === 0) return `${nameOf(subject)} has the code ${codes(before)} no more.`;
      return `${nameOf(subject)} has the code ${codes(after)}, and no more ${codes(before)}.`;
    },
  },
  'code-passed-on': {
    title: 'Codes that passed to a successor',
    sentence: (change, nameOf) =>
      `${codes(change.after)} stands for ${nameOf(change.subject)} now, which takes the place of ${others(change, nameOf)}.`,
  },
  'code-reused': {
    title: 'Codes that stand for something else',
    sentence: (change, nameOf) =>
      `${codes(change.after)} stands for ${nameOf(change.subject)} now; it stood for ${others(change, nameOf)}, which is something else.`,
  },
  'link-added': {
    title: 'New links',
    sentence: (change, nameOf) => `A new link: ${ends(change, nameOf)}${evidence(change.after, nameOf)}.`,
  },
  'link-removed': {
    title: 'Links that are gone',
    sentence: (change, nameOf) => `A link is gone: ${ends(change, nameOf)}${evidence(change.before, nameOf)}.`,
  },
  'link-changed': {
    title: 'Links that say something else',
    sentence: (change, nameOf) => {
      const [was, is] = [listed(change.before, nameOf), listed(change.after, nameOf)];
      return `The ${change.aspect} of the link ${ends(change, nameOf)} was ${was || 'empty'} and is ${is || 'empty'}.`;
    },
  },
  'figures-added': {
    title: 'New figures',
    sentence: (change, nameOf) => `${figures(change, nameOf)} ${change.count === 1 ? 'is' : 'are'} new.`,
  },
  'figures-removed': {
    title: 'Figures that are gone',
    sentence: (change, nameOf) => `${figures(change, nameOf)} ${change.count === 1 ? 'is' : 'are'} gone.`,
  },
  'figures-revised': {
    title: 'Revised figures',
    sentence: (change, nameOf) => {
      const { count = 0, largest = [] } = change;
      const told = largest.map((one) => revision(one, nameOf)).join('; ');
      const which = count > largest.length ? ', most of all ' : ': ';
      return `${figures(change, nameOf)} ${count === 1 ? 'is' : 'are'} revised${which}${told}.`;
    },
  },
};

const revision = ({ area, time, before, after }: Revision, nameOf: NameOf): string =>
  `${area === undefined ? '' : `${nameOf(area)}, `}${clip(time)}: ${clip(before)} → ${clip(after)}`;
