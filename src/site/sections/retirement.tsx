import { compareNaturally } from '../../text/order.js';
import { hueClass } from '../colours.js';
import { dotted, section, thingList } from '../layout/components.js';
import { kindOf, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';

const valuesOf = ({ site, graph, thing }: View, part: 'FormerCode' | 'Until'): string[] =>
  site.roles.parts[part].flatMap((one) => graph.values(thing, one));

/** The properties whose values the box of a retired thing shows. */
export function retirementProperties(view: View): string[] {
  const { Successor, FormerCode, Until } = view.site.roles.parts;
  const hasCodes = valuesOf(view, 'FormerCode').length > 0;
  return [...Successor, names.replaces, ...(hasCodes ? [...FormerCode, ...Until] : [])];
}

/** The former codes of a retired thing, its replacements, and other things of its kind with its codes. */
export function retirement(view: View) {
  const { graph, site, thing, words } = view;
  const successors = site.roles.parts.Successor.flatMap((one) => graph.links(thing, one));
  const codes = valuesOf(view, 'FormerCode').sort(compareNaturally);
  const hasCode = (iri: string): boolean => graph.codes(iri).some((code) => codes.includes(code));
  const alike = codes.length === 0 ? [] : graph.ofType(kindOf(graph, thing) ?? '');
  const others = alike.filter((iri) => iri !== thing && hasCode(iri) && !successors.includes(iri));
  const content = [
    <p>{words.retiredNote}</p>,
    codes.length > 0 && formerCodes(view, codes),
    successors.length === 0 ? (
      <p>{words.noSuccessor}</p>
    ) : (
      [<p>{[words.replacedBy, words.colon]}</p>, thingList(view, successors)]
    ),
    others.length > 0 && [<p>{[words.numberOfOther, words.colon]}</p>, thingList(view, others)],
  ];
  return section('retired', words.retiredTitle, content, 'retired-box');
}

/** "Number until 2019: 8.9.2" */
function formerCodes(view: View, codes: string[]) {
  const { site, thing, words } = view;
  const [until] = valuesOf(view, 'Until');
  const word =
    until === undefined
      ? view.term(site.roles.parts.FormerCode[0] ?? '').text
      : fill(words.stoodUntil, { year: until });
  const places = codes.map((code) => (
    <bdi class={`code${hueClass(view, thing, code)}`} dir="ltr">
      {code}
    </bdi>
  ));
  return (
    <p>
      {word}
      {view.words.colon}
      {dotted(places)}
    </p>
  );
}
