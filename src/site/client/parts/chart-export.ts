import { inMarkup } from '../../markup.js';

/** A chart as a file: the styles of the page become attributes, because a file has no style sheet. */

const copied = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'font-size',
  'font-weight',
];
const margin = 24;
const line = 18;

/** The picture with a title above it and its sources below it. */
export function svgText(picture: SVGSVGElement, title: string, below: string): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  for (const [i, one] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const styles = getComputedStyle(originals[i] as Element);
    for (const name of copied) {
      const value = styles.getPropertyValue(name);
      if (value !== '') one.setAttribute(name, value);
    }
    one.removeAttribute('class');
  }
  const page = getComputedStyle(document.documentElement);
  const ink = getComputedStyle(picture).color;
  const [, , width = 0, height = 0] = (picture.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const across = width - 2 * margin;
  const heads = wrap(title, across, 17);
  const feet = wrap(below, across, 12);
  const top = margin + heads.length * 22;
  const all = top + height + feet.length * line + margin;
  const text = (lines: string[], y: number, size: number, step: number): string =>
    lines
      .map(
        (one, i) => `<text x="${margin}" y="${y + i * step}" font-size="${size}" fill="${ink}">${inMarkup(one)}</text>`,
      )
      .join('');
  const ground = page.getPropertyValue('background-color') || '#fff';
  const family = inMarkup(getComputedStyle(picture).fontFamily);
  copy.setAttribute('y', String(top));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" font-family="${family}">`,
    `<rect width="100%" height="100%" fill="${ground === 'rgba(0, 0, 0, 0)' ? '#fff' : ground}"/>`,
    text(heads, margin + 12, 17, 22),
    new XMLSerializer().serializeToString(copy),
    text(feet, top + height + 18, 12, line),
    '</svg>\n',
  ].join('');
}

/** Lines of about this width. */
function wrap(text: string, width: number, size: number): string[] {
  const most = Math.floor(width / (size * 0.55));
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (`${lines[last]} ${word}`.length > most && lines[last] !== '') lines.push(word);
    else lines[last] = `${lines[last]} ${word}`.trim();
  }
  return lines;
}

/** The picture as PNG with twice as many dots. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/png');
  });
}

/** Saves a file on the device of the reader. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
