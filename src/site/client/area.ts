import { makeSvg } from './parts/dom.js';

/** Adds the small pictures to the rows of an area: the line of each row, and the ticks of its rank. */

function addPictures(place: HTMLElement): void {
  const file = place.dataset['pictures'] ?? '';
  for (const [at, row] of place.querySelectorAll('.profile li').entries()) {
    const [newest, , , rank] = row.querySelectorAll('p');
    newest?.after(picture(`${file}#l${at}`, 'spark'));
    rank?.prepend(picture(`${file}#t${at}`, 'rank'));
  }
}

const picture = (href: string, kind: string): SVGElement =>
  makeSvg('svg', { class: kind, 'aria-hidden': 'true' }, makeSvg('use', { href }));

for (const place of document.querySelectorAll<HTMLElement>('.area-tables')) addPictures(place);
