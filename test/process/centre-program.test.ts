/** The reference centre as a program, and the public incidents on two kiosks' real lines to it (D13). */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { RealClock } from '../../src/base/real-clock.ts';
import type { CellFact } from '../../src/cell/contract.ts';
import { createCellSession } from '../../src/cell/session.ts';
import { openHttpsSession } from '../../src/centre/https-session.ts';
import { readPinnedKeys } from '../../src/centre/keys.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import { loadMunicipalities } from '../../src/centre/municipality-files.ts';
import type { PageMaker } from '../../src/paper/contract.ts';
import { createPageMaker } from '../../src/paper/page-maker.ts';
import { saveAuthority as saveCardAuthority } from '../virtual/card/authority.ts';
import { cardSignature, cardWorld, certificateOf, CN } from '../virtual/centre/fixture.ts';
import { makeAuthority, saveAuthority } from '../virtual/centre/make-authority.ts';

const PROGRAM = join(import.meta.dirname, '../virtual/centre/main.ts');
const KIOSKS = ['kiosk-0001', 'kiosk-0002'] as const;
const folder = mkdtempSync(join(tmpdir(), 'centre-'));
const authority = makeAuthority();
const clock = new RealClock();
const said: string[] = [];
let child: ChildProcessWithoutNullStreams;
let pages: PageMaker;
let url = '';

beforeAll(async () => {
  for (const kioskId of KIOSKS) saveAuthority(join(folder, 'keys'), authority, kioskId);
  saveCardAuthority(join(folder, 'card'), cardWorld().authority);
  const files = ['--keys', join(folder, 'keys'), '--card-authority', join(folder, 'card')];
  child = spawn(process.execPath, [PROGRAM, ...files, '--now', '2025-04-15T22:00:00', '--command', 'now 2025-04-16']);
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  pages = await createPageMaker();
  await vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(2), 30_000);
  ({ url } = JSON.parse(said[0] ?? '') as { url: string });
}, 60_000);

afterAll(() => {
  child.kill();
  rmSync(folder, { recursive: true });
});

/** Types a line and waits for what the program says to it. */
async function type(line: string): Promise<string> {
  const before = said.length;
  child.stdin.write(`${line}\n`);
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(before), 5000);
  return said[before] ?? '';
}

/** A kiosk's cell with its own certificate, led to the moment of application. */
async function authenticatedCell(index: 0 | 1, subjectCn: string) {
  const kioskId = KIOSKS[index];
  const { certificate_pem, key_pem } = authority.issueClient(kioskId);
  const keys = readPinnedKeys(authority.signingPublic_pem);
  const line = {
    url,
    trustAnchor_pem: authority.ca_pem,
    clientCertificate_pem: certificate_pem,
    clientKey_pem: key_pem,
  };
  const cell = createCellSession({
    centre: openHttpsSession({ ...line, kioskId }, keys, clock),
    pages,
    unseal: createUnseal(keys),
    clock,
    kioskId,
    municipalities: loadMunicipalities(join(import.meta.dirname, '../../config/municipalities')),
  });
  onTestFinished(() => cell.close());
  const facts: CellFact[] = [];
  cell.onFact((fact) => facts.push(fact));
  const until = async (wanted: string): Promise<CellFact> =>
    vi.waitFor(() => {
      const fact = facts.find(({ type: kind }) => kind === wanted || kind === 'failed' || kind === 'refused');
      if (!fact) throw new Error(`no ${wanted} yet`);
      return fact;
    }, 20_000);
  const id = `${Date.now().toString(16)}${index}`.padStart(32, '0');
  cell.handle({ type: 'begin', transactionId: id, nonce: id, language: 'ja' });
  cell.handle({ type: 'presentCard', certificate: certificateOf(subjectCn) });
  const known = await until('cardKnown');
  if (known.type !== 'cardKnown') throw new Error(`not known: ${JSON.stringify(known)}`);
  cell.handle({ type: 'authenticate', signature: cardSignature(known.digest_sha256) });
  expect(await until('authenticated')).toMatchObject({ type: 'authenticated' });
  const apply = async (persons: readonly number[]): Promise<string> => {
    cell.handle({ type: 'apply', requests: [{ typeId: 'juminhyo', options: {}, persons, copies: 1 }] });
    const end = await until('documentsChecked');
    return end.type === 'failed' || end.type === 'refused' ? end.code : end.type;
  };
  return { apply };
}

test('it says its address first and then what was done by its options', () => {
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(said[1]).toBe('2025-04-16T10:00:00+09:00');
});

test.each([
  ['swapped', 'documentForeign', 'documentForeign'],
  ['overwrittenPagesSigned', 'documentMarks', 'documentsChecked'],
])(
  'D13: %s answers on two kiosks: one finds %s, the other %s',
  async (incident, first, second) => {
    const [one, other] = [await authenticatedCell(0, CN.susonoTaro), await authenticatedCell(1, CN.susonoNine)];
    expect(await type(`fault ${incident}`)).toBe(`${incident} is armed`);
    const early = one.apply([1]);
    await vi.waitFor(async () => expect(await type('armed')).toBe('0 armed'), 5000);
    expect(await other.apply([1])).toBe(second);
    expect(await early).toBe(first);
  },
  60_000,
);

test.each([
  ['foreignSecondPage', 'documentPages'],
  ['foreignSecondPageSigned', 'documentMarks'],
  ['pdfHiddenScript', 'documentActive'],
])(
  'D5, D13: %s on a real line is %s, and the next session is served',
  async (fault, code) => {
    await type(`fault ${fault}`);
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(await (await authenticatedCell(0, CN.susonoNine)).apply(nine)).toBe(code);
    expect(await (await authenticatedCell(0, CN.susonoNine)).apply(nine)).toBe('documentsChecked');
  },
  60_000,
);

test('it ends with its standard input', async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  expect(await ended).toBe(0);
});
