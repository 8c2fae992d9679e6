import type { LegendItem } from '../../../components/chart/chart-legend.tsx';
import type { Sheet } from '../prepare/sheet.ts';

export interface Picture {
  title: string;
  /** The range, and the like. */
  subtitle: string;
  /** Large, beside the title; null for none. */
  figure: string | null;
  legend: readonly LegendItem[];
  /** The drawing as it stands in the page; null: the sheet is drawn as a table. */
  plot: SVGSVGElement | null;
  sheet: Sheet;
}

const WIDTH = 960;
const PADDING = 28;
const ROW = 26;
const MOST_ROWS = 30;
/** Characters of a name in the legend. */
const MOST_LABEL = 40;
/** Sharp on screens of today. */
const SCALE = 2;
const FONT = 'ui-sans-serif, system-ui, sans-serif';

/** A chart as PNG, in the colours of the page as it is. Rejects where the browser can't draw it. */
export async function drawPng(picture: Picture): Promise<Blob> {
  const css = getComputedStyle(document.documentElement);
  const color = (name: string): string => css.getPropertyValue(name).trim();
  const rows = picture.sheet.rows.slice(0, MOST_ROWS);
  const box = picture.plot?.getBoundingClientRect();
  const inner = WIDTH - 2 * PADDING;
  const plotHeight = box === undefined || box.width === 0 ? 0 : Math.round((inner / box.width) * box.height);
  const bodyHeight = picture.plot === null ? (rows.length + 1) * ROW : plotHeight;
  const legend = layLegend(picture.legend, inner);
  const headHeight = 64 + (picture.figure === null ? 0 : 40) + legend.height;

  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = (2 * PADDING + headHeight + bodyHeight) * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures');
  context.scale(SCALE, SCALE);
  context.fillStyle = color('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text: string, x: number, y: number, size: number, name: string, weight = 400): void => {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = color(name);
    context.fillText(text, x, y);
  };

  write(picture.title, PADDING, PADDING + 18, 20, '--ink', 600);
  write(picture.subtitle, PADDING, PADDING + 42, 14, '--muted');
  let y = PADDING + 64;
  if (picture.figure !== null) {
    write(picture.figure, PADDING, y + 24, 28, '--ink', 600);
    y += 40;
  }
  for (const { item, x, top } of legend.items) {
    drawMark(context, item, { x: PADDING + x, y: y + top + 3, color: resolved(item.color, color) });
    write(item.label, PADDING + x + 16, y + top + 13, 13, '--muted');
  }
  y += legend.height;
  if (picture.plot === null) drawTable(context, { ...picture.sheet, rows }, y, inner, color);
  else context.drawImage(await rasterize(picture.plot), PADDING, y, inner, plotHeight);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came about')) : resolve(blob)));
  });
}

function shortened(label: string): string {
  const signs = [...label];
  return signs.length > MOST_LABEL ? `${signs.slice(0, MOST_LABEL).join('')}…` : label;
}

/** Where each item of a legend stands, from its left and top, line by line. */
function layLegend(items: readonly LegendItem[], width: number) {
  const context = document.createElement('canvas').getContext('2d');
  let [x, top] = [0, 0];
  const placed = items.map(({ label, ...rest }) => {
    const item = { ...rest, label: shortened(label) };
    if (context !== null) context.font = `400 13px ${FONT}`;
    const size = 16 + (context?.measureText(item.label).width ?? 0) + 20;
    if (x > 0 && x + size > width) [x, top] = [0, top + 20];
    const at = { item, x, top };
    x += size;
    return at;
  });
  return { items: placed, height: items.length === 0 ? 0 : top + 28 };
}

function drawMark(
  context: CanvasRenderingContext2D,
  { mark }: LegendItem,
  { x, y, color }: { x: number; y: number; color: string },
): void {
  context.fillStyle = color;
  if (mark === 'hatched') for (const stripe of [0, 4, 8]) context.fillRect(x + stripe, y, 2, 10);
  else if (mark === 'dashes') for (const dash of [0, 6]) context.fillRect(x + dash, y + 4, 4, 2);
  else if (mark === 'line') context.fillRect(x, y + 4, 10, 2);
  else context.fillRect(x, y, 10, 10);
}

/** What a color of CSS means outside of the page. */
function resolved(value: string, color: (name: string) => string): string {
  const [, name] = /^var\((--[\w-]+)\)$/.exec(value) ?? [];
  return name === undefined ? value : color(name);
}

const carried = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'fill-opacity',
  'opacity',
  'font-size',
];

/** A drawing of the page with the styles that it has there, as a picture. */
async function rasterize(plot: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const { width, height } = plot.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const originals = plot.querySelectorAll('*');
  for (const [at, element] of copy.querySelectorAll('*').entries()) {
    const original = originals[at];
    if (original === undefined || !(element instanceof SVGElement)) continue;
    const style = getComputedStyle(original);
    for (const name of carried) element.style.setProperty(name, style.getPropertyValue(name));
    element.style.setProperty('font-family', FONT);
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

function drawTable(
  context: CanvasRenderingContext2D,
  { columns, rows }: Sheet,
  top: number,
  width: number,
  color: (name: string) => string,
): void {
  const share = width / Math.max(1, columns.length);
  const line = (texts: readonly string[], y: number, name: string): void => {
    context.font = `400 13px ${FONT}`;
    context.fillStyle = color(name);
    for (const [at, text] of texts.entries()) {
      const isFigure = columns[at]?.figure ?? false;
      context.textAlign = isFigure ? 'right' : 'left';
      context.fillText(text, PADDING + share * (at + (isFigure ? 1 : 0)), y, share - 12);
    }
    context.textAlign = 'left';
    context.fillStyle = color('--line');
    context.fillRect(PADDING, y + 8, width, 1);
  };
  line(
    columns.map(({ label }) => label),
    top + 16,
    '--muted',
  );
  for (const [at, { cells }] of rows.entries()) {
    line(
      cells.map(({ text }) => text),
      top + 16 + (at + 1) * ROW,
      '--ink',
    );
  }
}
