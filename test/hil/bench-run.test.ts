/** A bench of virtual devices alone plays a short story, and leaves a report that machines and people read. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayTrace } from '../../drivers/replay.ts';
import { parseTrace } from '../../drivers/trace.ts';
import { bytesOf, secretsIn } from '../simulation/trace-secrets.ts';
import { readBench } from './bench-file.ts';
import { handsOf } from './hands.ts';
import { htmlOf, junitOf, type StoryRun } from './report.ts';
import type { HilRig } from './rig.ts';
import { runBench } from './run.ts';

const BENCH = { name: 'test', devices: {}, stories: ['cancel'], sheet_ms: 100 };
let out: string;
let runs: readonly StoryRun[];

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'mdg-hil-'));
  const ask = (what: string): Promise<void> => Promise.reject(new Error(`nobody is here to: ${what}`));
  runs = await runBench({ bench: BENCH, out, ask, say: () => undefined });
}, 120_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

test('every step goes well, and books and cash end as the story tells', () => {
  expect(runs.flatMap(({ steps }) => steps.flatMap(({ fault }) => fault ?? []))).toEqual([]);
  expect(runs.map(({ name, differences }) => ({ name, differences }))).toEqual([{ name: 'cancel', differences: [] }]);
});

test('the report has a picture of the screen after each step, JUnit XML and a page', () => {
  const [run] = runs;
  for (const { picture } of run!.steps) expect(statSync(join(out, 'cancel', picture)).size).toBeGreaterThan(2_000);
  const xml = readFileSync(join(out, 'junit.xml'), 'utf8');
  expect(xml).toContain(`<testsuite name="cancel" tests="${run!.steps.length + 1}" failures="0"`);
  const page = readFileSync(join(out, 'index.html'), 'utf8');
  const pictures = [...page.matchAll(/src="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(pictures.length).toBeGreaterThanOrEqual(run!.steps.length);
  expect(pictures.filter((file) => !existsSync(join(out, file)))).toEqual([]);
  expect(`${xml}${page}`).not.toContain('1234');
});

test('R100, R101: the trace of the real daemon holds no PIN, name or certificate', () => {
  const text = readFileSync(join(out, 'cancel', 'devices.trace'), 'utf8');
  const secrets = {
    PIN: [Uint8Array.from([0x04, 0x31, 0x32, 0x33, 0x34])],
    name: [...bytesOf('裾野太郎'), ...bytesOf('裾野'), ...bytesOf('SUSONO0001')],
    // The word of the issuer stands in every certificate of the deck.
    certificate: [...bytesOf('JPKI-TEST'), ...bytesOf('User Authentication')],
  };
  expect(secretsIn(text, secrets)).toEqual([]);
  expect(text).toContain('"mask":"PIN"');
});

test('the trace of the real daemon is replayed into the drivers without a difference', () => {
  const report = replayTrace(parseTrace(readFileSync(join(out, 'cancel', 'devices.trace'), 'utf8')));
  expect(report.differences).toEqual([]);
  expect(report.told.some(({ value }) => value['type'] === 'cashAccepted')).toBe(true);
});

describe('the report', () => {
  test('tells a failure with its words, whatever signs are in them', () => {
    const step = { act: '{"act":"coin"}', took_ms: 12, fault: 'a < b & "c" \u0001', picture: 'step-01.png' };
    const run = { name: 'x', tells: 'y', steps: [step], differences: ['x: paid 100 yen, expected 0'], pages: [] };
    const xml = junitOf(BENCH, [run]);
    expect(xml).toContain('failures="2"');
    expect(xml).toContain('message="a &lt; b &amp; &quot;c&quot; ?"');
    expect(htmlOf(BENCH, [run])).toContain('x: paid 100 yen, expected 0');
  });
});

describe('hands', () => {
  test('of a real device are those of a person, who is asked in words; the others stay a script', async () => {
    const asked: string[] = [];
    const bench = readBench(join(import.meta.dirname, 'example.bench.json'));
    const inserted: number[] = [];
    const kit = { validator: { insertNote: (yen: number) => inserted.push(yen) } };
    const rig = { site: { kit, pcscd: {}, printer: {} } } as unknown as HilRig;
    const hands = handsOf(rig, bench, async (what) => void asked.push(what));
    await hands.insert(100);
    await hands.insert(1_000);
    await hands.takeTray();
    expect(asked).toEqual(['insert one coin of 100 yen', 'take everything out of the trays']);
    expect(inserted).toEqual([1_000]);
  });
});
