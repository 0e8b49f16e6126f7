import type { JSX } from 'preact';
import type { Severity } from '../../problem.js';
import { namespaces } from '../../rdf/namespaces.js';
import type { CodeText } from '../../report/report.js';
import { englishText, type Fact, factList, literal, type Row, Section, Table } from '../layout/components.js';
import { TextPage } from '../layout/document.js';
import { localName, names } from '../names.js';
import type { Site } from '../site-model.js';
import type { View } from '../view.js';
import { createAnchors, shortTerm, termLink } from './ontology.js';

/** What the data is held against: rules, shapes and what else the program can find; and what it concludes by itself. */
export function RulesPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { rules, derivations, codes } = site.checks;
  const anchorOf = createAnchors(); // in the order of the page: the first of a name has it
  const parts = [
    {
      id: 'list-rules',
      title: words.rules,
      content: rules.map(({ name, header: { title = name, reason = '', remedy = '', severity } }) =>
        explained(view, name, anchorOf(name), { title, cause: reason, remedy }, severity as Severity),
      ),
    },
    { id: 'list-shapes', title: words.shapes, content: shapeTables(view, anchorOf) },
    {
      id: 'list-derivations',
      title: words.derivations,
      content: derivations.map(({ name, header: { title = name, reason = '' } }) =>
        explained(view, name, anchorOf(name), { title, cause: reason, remedy: '' }),
      ),
    },
    {
      id: 'list-others',
      title: words.otherProblems,
      content: codes
        .filter(({ title }) => title !== 'Rules' && title !== 'Shapes')
        .flatMap((group) => Object.entries(group.codes))
        .map(([code, text]) => explained(view, code, anchorOf(code), text)),
    },
  ];
  return (
    <TextPage view={view} title={words.rulesTitle} text={words.rulesText} note={words.textsInEnglish}>
      <p>
        <a href={view.pageLink('report')}>{words.reportTitle}</a>
      </p>
      {parts.map(({ id, title, content }) => (
        <Section id={id} title={title}>
          {content}
        </Section>
      ))}
    </TextPage>
  );
}

/** A rule or code with its reason and remedy, and its anchor. */
function explained(view: View, code: string, id: string | undefined, text: CodeText, severity?: Severity): JSX.Element {
  const { words, site } = view;
  const found = site.checks.problems.filter((problem) => problem.code === code).length;
  const fact = (term: string, value: string): Fact => ({
    term,
    values: value === '' ? [] : [englishText(view, value)],
  });
  return (
    <section class="part term">
      <h3 id={id}>{englishText(view, text.title)}</h3>
      <p class="note">
        {severity && severityMark(view, severity)} <code dir="ltr">{code}</code>
        {found > 0 && ' · '}
        {found > 0 && (
          <a href={view.pageLink('report')}>
            {words.foundNow}: {found}
          </a>
        )}
      </p>
      {factList([fact(words.reason, text.cause), fact(words.remedy, text.remedy)])}
    </section>
  );
}

/** How grave a problem is. */
export const severityMark = (view: View, severity: Severity): JSX.Element => (
  <span class={`severity severity-${severity}`}>{view.words[severity]}</span>
);

const { sh } = namespaces;

/** The shapes by the classes that they are for, in the order of the file: classes may share a shape, and the first has its anchor. */
function shapeTables(view: View, anchorOf: (name: string) => string | undefined): JSX.Element[] {
  const { shapes } = view.site;
  const { property, mustBe, messageOtherwise } = view.words;
  return [...shapes.described()]
    .flatMap((node) => shapes.links(node, `${sh}targetClass`).map((target) => ({ node, target })))
    .map(({ node, target }) => ({ target, properties: shapes.values(node, `${sh}property`) }))
    .filter(({ properties }) => properties.length > 0)
    .map(({ target, properties }, at) => (
      <section class="part">
        <h3 id={`shape-${at + 1}`}>{literal(view, view.term(target))}</h3>
        <Table
          class="shapes"
          labelledBy={`shape-${at + 1}`}
          columns={[property, mustBe, messageOtherwise]}
          rows={properties.map((iri) => shapeRow(view, iri))}
          rowIds={properties.map((iri) => anchorOf(localName(iri)))}
        />
      </section>
    ));
}

const severities: Record<string, Severity> = { [`${sh}Warning`]: 'warning', [`${sh}Info`]: 'notice' };

/** A property, what it must be like, and what is said when it is not. */
function shapeRow(view: View, iri: string): Row {
  const { shapes } = view.site;
  const severity = severities[shapes.value(iri, `${sh}severity`) ?? ''] ?? 'error';
  return [
    termLink(view, shapes.value(iri, `${sh}path`) ?? ''),
    <code dir="ltr">{constraintsOf(view.site, iri)}</code>,
    [severityMark(view, severity), ' ', englishText(view, shapes.value(iri, `${sh}message`) ?? '')],
  ];
}

const told = ['path', 'name', 'message', 'severity', 'description', 'order', 'group'].map((name) => sh + name);

/** As SHACL names them: "minCount 1 · datatype xsd:string". */
function constraintsOf(site: Site, iri: string): string {
  const parts: string[] = [];
  for (const [predicate, objects] of site.shapes.about(iri)) {
    if (predicate === names.type || told.includes(predicate) || !predicate.startsWith(sh)) continue;
    for (const { termType, value } of objects)
      if (termType !== 'BlankNode')
        parts.push(`${predicate.slice(sh.length)} ${termType === 'NamedNode' ? shortTerm(site, value) : value}`);
  }
  return parts.join(' · ');
}
