import type { ComponentChildren, JSX } from 'preact';
import type { Severity } from '../../problem.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import type { View } from '../view.js';
import { createAnchors } from './anchors.js';
import { EnglishNote } from './english-text.js';
import { Explained } from './explained.js';
import { shapesByClass } from './shape-list.js';
import { ShapesTables } from './shapes-table.js';

/** What the data is held against: rules, shapes and what else the program can find; and what it concludes by itself. */
export function RulesPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { rules, derivations, codes } = site.checks;
  const anchorOf = createAnchors();
  const toldRules = rules.map((rule) => ({ ...rule, id: anchorOf(rule.name) }));
  const shapes = shapesByClass(site, anchorOf);
  const toldDerivations = derivations.map((derivation) => ({ ...derivation, id: anchorOf(derivation.name) }));
  const others = codes
    .filter(({ title }) => title !== 'Rules' && title !== 'Shapes')
    .flatMap((group) => Object.entries(group.codes).map(([code, text]) => ({ code, text, id: anchorOf(code) })));
  return (
    <Document view={view} title={words.rulesTitle} description={words.rulesText}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.rulesTitle}</h1>
      <p class="prose">{words.rulesText}</p>
      <EnglishNote view={view} />
      <p>
        <a href={view.pageLink('report')}>{words.reportTitle}</a>
      </p>
      <Part id="list-rules" title={words.rules}>
        {toldRules.map(({ name, id, header: { title = name, reason = '', remedy = '', severity } }) => (
          <Explained
            view={view}
            code={name}
            id={id}
            severity={severity as Severity}
            text={{ title, cause: reason, remedy }}
          />
        ))}
      </Part>
      <Part id="list-shapes" title={words.shapes}>
        <ShapesTables view={view} shapes={shapes} />
      </Part>
      <Part id="list-derivations" title={words.derivations}>
        {toldDerivations.map(({ name, id, header: { title = name, reason = '' } }) => (
          <Explained view={view} code={name} id={id} text={{ title, cause: reason, remedy: '' }} />
        ))}
      </Part>
      <Part id="list-others" title={words.otherProblems}>
        {others.map(({ code, id, text }) => (
          <Explained view={view} code={code} id={id} text={text} />
        ))}
      </Part>
    </Document>
  );
}

const Part = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }): JSX.Element => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
