import type { JSX } from 'preact';
import { iri } from '../../rdf/namespaces.js';
import { Literal } from '../layout/links.js';
import { WideTable } from '../layout/tables.js';
import type { View } from '../view.js';
import { EnglishText } from './english-text.js';
import { SeverityMark } from './severity-mark.js';
import type { ClassShape } from './shape-list.js';
import { TermLink } from './term-link.js';

const message = iri('sh:message');

/** The shapes class by class: of each property what it must be like, and what is said when it is not. */
export function ShapesTables({ view, shapes }: { view: View; shapes: readonly ClassShape[] }): JSX.Element {
  const { site, words } = view;
  return (
    <>
      {shapes.map(({ target, properties }, at) => (
        <section class="part">
          <h3 id={`shape-${at + 1}`}>
            <Literal view={view} text={view.term(target)} />
          </h3>
          <WideTable labelledBy={`shape-${at + 1}`}>
            <table class="shapes" aria-labelledby={`shape-${at + 1}`}>
              <thead>
                <tr>
                  {[words.property, words.mustBe, words.messageOtherwise].map((word) => (
                    <th scope="col">{word}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {properties.map(({ iri, id, path, severity, constraints }) => (
                  <tr {...(id === undefined ? {} : { id })}>
                    <th scope="row">
                      <TermLink view={view} iri={path} />
                    </th>
                    <td>
                      <code dir="ltr">{constraints}</code>
                    </td>
                    <td>
                      <SeverityMark view={view} severity={severity} />{' '}
                      <EnglishText view={view} text={site.shapes.objects(iri, message)[0]?.value ?? ''} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </section>
      ))}
    </>
  );
}
