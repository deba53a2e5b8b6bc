/** The verdict as it stands on the page. */
import { dayTime } from '../paper/code/judge.ts';
import { markedFront } from '../paper/code/marked-front.ts';
import type { Verdict } from '../paper/code/verdict.ts';
import { findingText, type VerdictLanguage } from '../paper/code/verdict-words.ts';
import { element } from './dom.ts';
import { PAGE_WORDS } from './words.ts';

const SIGNS = { authentic: '✓', notAuthentic: '✕', undecided: '?' } as const;

export function resultOf(verdict: Verdict, language: VerdictLanguage): HTMLElement {
  const words = PAGE_WORDS[language];
  const { outcome } = verdict;
  const facts = factRows(verdict, language);
  const sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[outcome]);
  return element(
    'section',
    { class: `result ${outcome}`, id: 'result', 'data-outcome': outcome, 'aria-labelledby': 'outcome' },
    element('h2', { id: 'outcome', tabindex: '-1' }, sign, words.outcome[outcome]),
    ...verdict.findings.map((finding) => {
      const { code, title, found, expected, remedy } = findingText(finding, language);
      const rows = [
        [words.found, found],
        [words.expected, expected],
        [words.remedy, remedy],
      ] as const;
      return element(
        'article',
        { 'data-finding': finding.name },
        element('h3', {}, title, ' ', element('small', {}, code)),
        list(rows),
      );
    }),
    ...(facts.length === 0 ? [] : [list(facts)]),
    ...frontOf(verdict, language),
  );
}

function list(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element('dl', {}, ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function factRows({ facts, label, decode, comparison }: Verdict, language: VerdictLanguage): [string, string][] {
  const words = PAGE_WORDS[language];
  const rows: [string, string][] = [];
  const { facts: names } = words;
  if (facts !== null) {
    rows.push([names.number, facts.uniqueNumber], [names.leaf, `${facts.leaf}/${facts.of}`]);
    rows.push([names.serial, facts.serial], [names.printed, dayTime(facts.printedAt_epoch_ms)]);
    rows.push([names.kiosk, `${facts.kioskId}(${facts.kioskAuthority})`], [names.centre, facts.centre]);
    rows.push([names.kind, `${facts.municipalityId}, ${facts.typeId}`]);
  } else if (label !== null) {
    rows.push([`${names.number} – ${words.unproven}`, label.uniqueNumber], [names.leaf, `${label.leaf}/${label.of}`]);
  }
  if (decode !== null) {
    rows.push([names.margin, words.marginOf(Math.round(100 * decode.margin), decode.errors, decode.erasures)]);
  }
  if (comparison !== null) rows.push([names.paper, words.compared[comparison.result]]);
  return rows;
}

function frontOf(verdict: Verdict, language: VerdictLanguage): HTMLElement[] {
  const { front, comparison, facts } = verdict;
  const words = PAGE_WORDS[language];
  if (front === null) return verdict.label === null ? [] : [element('p', {}, words.noFront)];
  const { width, height, pixels } = markedFront(front, comparison);
  const size = { width: String(width), height: String(height) };
  const canvas = element('canvas', { ...size, id: 'signed-front', role: 'img', 'aria-label': words.frontTitle });
  const image = new ImageData(width, height);
  for (let at = 0; at < width * height; at += 1) {
    image.data.set(pixels.subarray(3 * at, 3 * at + 3), 4 * at);
    image.data[4 * at + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const save = element('button', { type: 'button', id: 'save' }, words.save);
  const name = `front-${facts?.uniqueNumber.replace(/[^\w-]/g, '') ?? ''}-${facts?.leaf ?? ''}.png`;
  save.addEventListener('click', () => saveCanvas(canvas, name));
  const mm = 25.4 / front.dpi;
  const tenth = (value: number): number => Math.round(10 * value * mm) / 10;
  const differences = (comparison?.differences ?? []).map(({ kind, x, y }, index) =>
    element('li', {}, words.difference(index + 1, kind, tenth(x), tenth(y))),
  );
  return [
    element('h3', {}, words.frontTitle),
    element('p', {}, words.frontNote),
    ...(differences.length === 0 ? [] : [element('ul', { class: 'differences' }, ...differences)]),
    canvas,
    save,
  ];
}

function saveCanvas(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (blob === null) return;
    const href = URL.createObjectURL(blob);
    element('a', { href, download: name }).click();
    URL.revokeObjectURL(href);
  }, 'image/png');
}
