/** What a bench run leaves: JUnit XML for machines, an HTML page with pictures for people. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchFile } from './bench-file.ts';
import type { Step } from './player.ts';

/** One story on a bench. */
export interface StoryRun {
  readonly name: string;
  readonly tells: string;
  readonly steps: readonly Step[];
  /** What was otherwise at the end than the story says: books, paper, cash. */
  readonly differences: readonly string[];
  /** Pictures of the pages, in the folder of the story. */
  readonly pages: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text inside XML or HTML; control characters, which XML 1.0 forbids, become a question mark. */
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '?');
}

const seconds = (span_ms: number): string => (span_ms / 1_000).toFixed(3);

/** True when every step and every comparison went well. */
export function passed({ steps, differences }: StoryRun): boolean {
  return differences.length === 0 && steps.every(({ fault }) => fault === null);
}

/** JUnit XML, as build servers read it: a suite for each story, a case for each step and one for its end. */
export function junitOf(bench: BenchFile, runs: readonly StoryRun[]): string {
  const suites = runs.map((run) => {
    const cases = run.steps.map(({ act, took_ms, fault }, index) => {
      const head = `<testcase classname="${escaped(run.name)}" name="${index + 1} ${escaped(act)}" time="${seconds(took_ms)}"`;
      return fault === null ? `    ${head}/>` : `    ${head}><failure message="${escaped(fault)}"/></testcase>`;
    });
    const failures = run.differences.map((line) => `<failure message="${escaped(line)}"/>`).join('');
    cases.push(`    <testcase classname="${escaped(run.name)}" name="ends as told">${failures}</testcase>`);
    const broken = run.steps.filter(({ fault }) => fault !== null).length + (run.differences.length > 0 ? 1 : 0);
    const time = seconds(run.steps.reduce((sum, { took_ms }) => sum + took_ms, 0));
    const counts = `tests="${cases.length}" failures="${broken}" time="${time}"`;
    return `  <testsuite name="${escaped(run.name)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escaped(bench.name)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

const STYLE = `body{font:16px/1.5 sans-serif;margin:2rem;max-width:80rem}figure{display:inline-block;margin:.5rem;vertical-align:top;width:18rem}
img{width:100%;border:1px solid #888}figcaption{font-size:.85rem;overflow-wrap:anywhere}.bad{color:#a00;font-weight:bold}`;

/** A page that needs nothing but the pictures beside it. */
export function htmlOf(bench: BenchFile, runs: readonly StoryRun[]): string {
  const devices = Object.entries(bench.devices).map(
    ([name, device]) => `<li>${escaped(name)}: ${escaped(JSON.stringify(device))}</li>`,
  );
  const parts = runs.map((run) => {
    const steps = run.steps.map(
      ({ act, took_ms, fault, picture }) =>
        `<figure><img loading="lazy" src="${escaped(`${run.name}/${picture}`)}" alt=""><figcaption>${escaped(act)} (${seconds(took_ms)} s)${fault === null ? '' : ` <span class="bad">${escaped(fault)}</span>`}</figcaption></figure>`,
    );
    const pages = run.pages.map(
      (page) =>
        `<figure><img loading="lazy" src="${escaped(`${run.name}/${page}`)}" alt=""><figcaption>${escaped(page)}</figcaption></figure>`,
    );
    const differences = run.differences.map((line) => `<li class="bad">${escaped(line)}</li>`).join('');
    return `<h2>${passed(run) ? '✓' : '✗'} ${escaped(run.name)}</h2><p>${escaped(run.tells)}</p><ul>${differences}</ul>${steps.join('')}<h3>Paper</h3>${pages.join('')}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(bench.name)}</title><style>${STYLE}</style>
<h1>${escaped(bench.name)}</h1><ul>${devices.join('') || '<li>all devices are virtual</li>'}</ul>${parts.join('\n')}</html>\n`;
}

/** Writes `junit.xml` and `index.html` into the folder. */
export function writeReport(folder: string, bench: BenchFile, runs: readonly StoryRun[]): void {
  writeFileSync(join(folder, 'junit.xml'), junitOf(bench, runs));
  writeFileSync(join(folder, 'index.html'), htmlOf(bench, runs));
}
