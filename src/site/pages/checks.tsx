import type { Explanation } from '../../check/explanations.js';
import { codeGroups } from '../../check/problem-catalogue.js';
import type { QueryFile } from '../../graph/query-file.js';
import { countBySeverity, type Problem, type Severity } from '../../problem.js';
import { namespaces } from '../../rdf/iri.js';
import { placeInFile } from '../../report/report.js';
import { groupBy } from '../../text/order.js';
import {
  fact,
  factList,
  fileLink,
  literal,
  more,
  part,
  type Row,
  section,
  Table,
  toPage,
  turned,
} from '../layout/components.js';
import { textPage } from '../layout/document.js';
import type { Site, View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { createAnchors, shortTerm, termLink } from './ontology.js';

/** The rules, the shapes, the derivations, and the other problems that the program reports. */
export function rulesPage(view: View) {
  const { words, site } = view;
  const { rules, derivations } = site.checks;
  const known = explanationsFor(view);
  const anchorOf = createAnchors(); // in the order of the page: the first use of a name gets the anchor
  const explainedQueries = (queries: QueryFile[], folder = '') =>
    queries.map(({ name, header: { severity } }) =>
      explained(view, name, anchorOf(name), known.get(folder + name), severity as Severity),
    );
  const others = () =>
    codeGroups
      .flatMap(({ codes }) => Object.keys(codes))
      .map((code) => explained(view, code, anchorOf(code), known.get(code)));
  const isTranslated = [...known.values()].every(({ language }) => language !== 'en');
  const note = isTranslated ? '' : words.textsInEnglish;
  return textPage(view, { title: words.rulesTitle, text: words.rulesText, note }, [
    <p>{toPage(view, 'report', words.reportTitle)}</p>,
    section('list-rules', words.rules, explainedQueries(rules)),
    section('list-shapes', words.shapes, shapeTables(view, anchorOf)),
    section('list-derivations', words.derivations, explainedQueries(derivations, 'derive/')),
    section('list-others', words.otherProblems, others()),
  ]);
}

/** A text that is marked if its language is not the language of the page. */
const textIn = (view: View, language: string, text: string) => (
  <bdi {...turned(language, view.words.language)}>{text}</bdi>
);

/** A message of the program, which is in English only. */
const englishText = (view: View, text: string) => textIn(view, 'en', text.replace(/\s+/g, ' '));

const explanationsFor = (view: View) => view.site.checks.explanationsOf(view.language);

/** A rule or code with its reason and remedy, and its anchor. */
function explained(view: View, code: string, id: string | undefined, text?: Explanation, severity?: Severity) {
  const { words, site } = view;
  const found = site.checks.problems.filter((problem) => problem.code === code).length;
  const content = [
    <p class="note">
      {severity && severityMark(view, severity)} <code dir="ltr">{code}</code>
      {found > 0 && [' · ', toPage(view, 'report', `${words.foundNow}${words.colon}${found}`)]}
    </p>,
    factList([
      fact(words.reason, text?.cause && textIn(view, text.language, text.cause)),
      fact(words.remedy, text?.remedy && textIn(view, text.language, text.remedy)),
    ]),
  ];
  return part(text ? textIn(view, text.language, text.title) : code, content, id, 'part term');
}

/** The severity of a problem as a mark. */
export const severityMark = (view: View, severity: Severity) => (
  <span class={`severity severity-${severity}`}>{view.words[severity]}</span>
);

const { sh } = namespaces;

/** The shapes by class, in the order of the file. Classes can share a shape; the first of them gets the anchor. */
function shapeTables(view: View, anchorOf: (name: string) => string | undefined) {
  const { shapes } = view.site;
  const { property, mustBe, messageOtherwise } = view.words;
  return [...shapes.described()]
    .flatMap((node) => shapes.links(node, `${sh}targetClass`).map((target) => ({ node, target })))
    .map(({ node, target }) => ({ target, properties: shapes.values(node, `${sh}property`) }))
    .filter(({ properties }) => properties.length > 0)
    .map(({ target, properties }, at) =>
      part(
        literal(view, view.term(target)),
        <Table
          class="shapes"
          labelledBy={`shape-${at + 1}`}
          columns={[property, mustBe, messageOtherwise]}
          rows={properties.map((iri) => shapeRow(view, iri))}
          rowIds={properties.map((iri) => anchorOf(localName(iri)))}
        />,
        `shape-${at + 1}`,
      ),
    );
}

const severities: Record<string, Severity> = { [`${sh}Warning`]: 'warning', [`${sh}Info`]: 'notice' };

/** A property, its constraints, and its message. */
function shapeRow(view: View, iri: string): Row {
  const { shapes } = view.site;
  const severity = severities[shapes.value(iri, `${sh}severity`) ?? ''] ?? 'error';
  const message = explanationsFor(view).get(localName(iri));
  return [
    termLink(view, shapes.value(iri, `${sh}path`) ?? ''),
    <code dir="ltr">{constraintsOf(view.site, iri)}</code>,
    [severityMark(view, severity), ' ', message && textIn(view, message.language, message.title)],
  ];
}

const annotations = ['path', 'name', 'message', 'severity', 'description', 'order', 'group'].map((name) => sh + name);

/** The constraints with their SHACL names: "minCount 1 · datatype xsd:string". */
function constraintsOf(site: Site, iri: string): string {
  const parts: string[] = [];
  for (const [predicate, objects] of site.shapes.about(iri)) {
    if (predicate === names.type || annotations.includes(predicate) || !predicate.startsWith(sh)) continue;
    for (const { termType, value } of objects)
      if (termType !== 'BlankNode')
        parts.push(`${predicate.slice(sh.length)} ${termType === 'NamedNode' ? shortTerm(site, value) : value}`);
  }
  return parts.join(' · ');
}

/** The maximum number of listed problems per kind and sheet. */
const most = 100;

/** The problems in this release by sheet: warnings and notices, because errors stop the publication. */
export function reportPage(view: View) {
  const { words, site } = view;
  const { problems } = site.checks;
  const counts = countBySeverity(problems);
  return textPage(view, { title: words.reportTitle, text: words.reportText, note: words.textsInEnglish }, [
    problems.length === 0 && <p class="answer">{words.nothingFound}</p>,
    factList((Object.keys(counts) as Severity[]).map((one) => fact(severityMark(view, one), String(counts[one])))),
    [...groupBy(problems, ({ where }) => fileName(where.file))].map(([file, inFile], at) =>
      section(
        `sheet-${at + 1}`,
        sheetLink(view, file),
        [...groupBy(inFile, ({ code }) => code)].map(([code, alike]) =>
          sameProblems(view, code, alike, `sheet-${at + 1}-${code}`),
        ),
      ),
    ),
  ]);
}

/** The file name without folders, which depend on the machine. */
const fileName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** A link to the published sheet, or its name if it was not published. */
function sheetLink(view: View, file: string) {
  const isPublished = view.site.files.some((one) => one.file === `data/${file}`);
  return isPublished ? fileLink(view, `data/${file}`, file) : <bdi>{file}</bdi>;
}

/** Problems of one kind: title, severity and common remedy, then the locations. */
function sameProblems(view: View, code: string, problems: Problem[], id: string) {
  const { words } = view;
  const known = explanationsFor(view).get(code);
  const [first] = problems;
  const sharedFix = problems.every(({ fix }) => fix === first?.fix) ? first?.fix : undefined;
  const heading = known ? (
    <a href={`${view.pageLink('rules')}#${code}`}>{textIn(view, known.language, known.title)}</a>
  ) : (
    <code dir="ltr">{code}</code>
  );
  const rowOf = ({ where, message, fix }: Problem): Row => [
    <bdi dir="ltr">{placeInFile(where) || (where.value ?? '–')}</bdi>,
    [
      englishText(view, message),
      fix !== undefined && fix !== sharedFix && <p class="note">{englishText(view, fix)}</p>,
    ],
  ];
  const content = [
    <p>
      {severityMark(view, first?.severity ?? 'notice')} {sharedFix !== undefined && englishText(view, sharedFix)}
    </p>,
    <Table labelledBy={id} columns={[words.place, words.whatIsWrong]} rows={problems.slice(0, most).map(rowOf)} />,
    more(view, problems.length - most),
  ];
  return part(heading, content, id);
}
