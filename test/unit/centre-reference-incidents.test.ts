/** The public incidents as switches (D13): what two cells of one centre make of each. Nothing wrong is ever sold. */
import { describe, expect, test } from 'vitest';
import type { CellFact } from '../../src/cell/contract.ts';
import { command } from '../virtual/centre/console.ts';
import { CentreClock, DEMO_DAY_EPOCH_MS, parseMoment } from '../virtual/centre/clock.ts';
import { BAD_PDFS } from '../virtual/centre/bad-pdfs.ts';
import { DOCUMENT_FAULTS, INCIDENTS, type DocumentFault, type Incident } from '../virtual/centre/faults.ts';
import { authenticate, CN, createCellWorld, type CellWorld, type TestCell } from '../virtual/centre/fixture.ts';
import { readTinyPdf } from '../virtual/centre/tiny-pages.ts';

const juminhyo = { typeId: 'juminhyo', options: {}, persons: [1, 2, 3], copies: 1 };
const apply = { type: 'apply', requests: [juminhyo] } as const;
const nine = { type: 'apply', requests: [{ ...juminhyo, persons: [1, 2, 3, 4, 5, 6, 7, 8, 9] }] } as const;

/** Two cells that have come to the same moment, as of two kiosks. */
function twoCells(world: CellWorld): [TestCell, TestCell] {
  const [first, second] = [world.open(), world.open()];
  authenticate(first, CN.susonoTaro, { transactionId: 'a'.repeat(32), nonce: 'b'.repeat(32) });
  authenticate(second, CN.susonoNine, { transactionId: 'c'.repeat(32), nonce: 'd'.repeat(32) });
  return [first, second];
}

/** What a cell said last: what it found, or that all is well. */
const verdict = ({ facts }: TestCell): string | undefined => {
  const last: CellFact | undefined = facts.at(-1);
  return last?.type === 'failed' ? last.code : last?.type;
};

describe('two kiosks inside one second', () => {
  test.each<[Incident, string, string]>([
    ['swapped', 'documentForeign', 'documentForeign'],
    ['overwritten', 'documentForeign', 'documentsChecked'],
    ['overwrittenPages', 'documentPages', 'documentsChecked'],
    ['overwrittenPagesSigned', 'documentMarks', 'documentsChecked'],
  ])('D3, D13: %s: the first says %s, the second %s', (incident, first, second) => {
    const world = createCellWorld();
    const cells = twoCells(world);
    world.centre.faults.arm({ at: 'apply', incident });
    for (const { cell } of cells) cell.handle(apply);
    world.clock.advance(10_000);
    expect(cells.map(verdict)).toEqual([first, second]);
    expect(world.centre.faults.armed()).toBe(0);
  });

  test.each<[Incident, string]>([
    ['halfReleased', 'documentPages'],
    ['halfReleasedSigned', 'documentMarks'],
  ])(
    'D4, D13: %s: the first times out, the next finds the remains: %s; the one after that is served',
    (incident, code) => {
      const world = createCellWorld();
      const [first, second] = twoCells(world);
      world.centre.faults.arm({ at: 'apply', incident });
      first.cell.handle(apply);
      world.clock.advance(70_000);
      expect(verdict(first)).toBe('centreTimeout');
      second.cell.handle(nine);
      world.clock.advance(10_000);
      expect(verdict(second)).toBe(code);
      const third = world.open();
      authenticate(third, CN.susonoTaro, { transactionId: 'e'.repeat(32), nonce: 'f'.repeat(32) });
      expect(third.run(apply).map(({ type }) => type)).toEqual(['documentsChecked']);
    },
  );
});

describe('one answer with one page or number that is somebody else’s', () => {
  const EXPECTED: Partial<Record<DocumentFault, string>> = {
    foreignPage: 'documentPages',
    foreignPageSigned: 'documentMarks',
    foreignSecondPage: 'documentPages',
    foreignSecondPageSigned: 'documentMarks',
    swappedPagesSigned: 'documentMarks',
    pdfInvalid: 'documentNotPdf',
    pdfTruncated: 'documentNotPdf',
    pdfBlank: 'documentMarks',
  };

  test.each(Object.entries(EXPECTED))('D5, D13: %s is %s', (document, code) => {
    const world = createCellWorld();
    authenticate(world, CN.susonoNine);
    world.centre.faults.arm({ at: 'apply', document: document as DocumentFault });
    world.run(nine);
    expect(verdict(world)).toBe(code);
  });

  test('D13: every bad PDF is found by the page maker of simulation too', () => {
    for (const document of BAD_PDFS) {
      const world = createCellWorld();
      authenticate(world, CN.susonoTaro);
      world.centre.faults.arm({ at: 'apply', document });
      world.run(apply);
      expect([document, verdict(world)]).toEqual([document, expect.stringMatching(/^document[A-Z]/)]);
      expect(verdict(world)).not.toBe('documentsChecked');
    }
  });

  test('D13: the page that takes the place of page 2 of 3 is another household’s, with the right page number', () => {
    const { centre, ...world } = createCellWorld();
    authenticate(world, CN.susonoNine);
    centre.faults.arm({ at: 'apply', document: 'foreignSecondPageSigned' });
    const [{ transactionId, kioskId } = { transactionId: '', kioskId: '' }] = centre.transactions();
    const draft = centre.apply(kioskId, transactionId, nine.requests);
    if (!draft.ok) throw new Error(draft.reason);
    expect(draft.value.stray).toMatchObject({ leaf: 2, of: 3, pageNumber: '2/3' });
    expect(draft.value.stray?.subjectId).not.toBe('susono-46-1');
    expect(draft.value.stray?.uniqueNumber).not.toBe(draft.value.sets[0]?.uniqueNumber);
  });
});

test('D13: a fault that needs an earlier document waits for one', () => {
  const world = createCellWorld();
  const [first, second] = twoCells(world);
  world.centre.faults.arm({ at: 'apply', document: 'replayedAnswer' });
  expect(first.run(apply).map(({ type }) => type)).toEqual(['documentsChecked']);
  expect(world.centre.faults.armed()).toBe(1);
  second.run(apply);
  expect(verdict(second)).toBe('documentForeign');
  expect(world.centre.faults.armed()).toBe(0);
});

test('D14, R58, R60, R92: the manifest names 年度, the moment of the data and the numbers of each leaf', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  const [transaction] = world.centre.transactions();
  const requests = [{ typeId: 'kazeiShotoku', options: {}, persons: [], copies: 1 }, juminhyo];
  const draft = world.centre.apply(transaction!.kioskId, transaction!.transactionId, requests);
  if (!draft.ok) throw new Error(draft.reason);
  const { manifest } = world.centre.complete(draft.value, [Buffer.from('1'), Buffer.from('2')]);
  const [tax, residence] = manifest.sets;
  expect(tax).toMatchObject({ taxYear: 2024, asOf_epoch_ms: Date.parse('2025-04-16T05:00:00+09:00') });
  expect(residence).not.toHaveProperty('taxYear');
  expect(residence?.leaves[0]?.marks).toEqual([residence?.uniqueNumber, '1/1']);
});

test('a document of a simulation can be read back, whole and with its numbers', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoNine);
  expect(world.run(nine)[0]).toMatchObject({ type: 'documentsChecked' });
  expect(readTinyPdf(Buffer.from('%PDF-1.7 tiny\n{"leaf":1}'))).toEqual({ leaf: 1 });
});

describe('what a person can type', () => {
  const world = createCellWorld();
  let elapsed_ms = 0;
  const clock = new CentreClock(() => elapsed_ms);
  const type = (line: string): string => command(line, { centre: world.centre, clock });

  test('the clock is shown, set, stepped, and runs on', () => {
    expect(clock.now_epoch_ms()).toBe(DEMO_DAY_EPOCH_MS);
    expect(type('now')).toBe('2025-04-16T10:00:00+09:00');
    expect(type('now 2025-12-28T22:50:00')).toBe('2025-12-28T22:50:00+09:00');
    elapsed_ms += 1000;
    expect(type('step -3600')).toBe('2025-12-28T21:50:01+09:00');
    expect(type('now 2024-02-29')).toBe('2024-02-29T10:00:00+09:00');
    expect(type('now 2025-04-16T01:00:00Z')).toBe('2025-04-16T10:00:00+09:00');
    expect(type('now someday')).toMatch(/is no time/);
    expect(type('step soon')).toMatch(/no number/);
    expect(parseMoment('2025-13-01')).toBeNull();
  });

  test('every fault can be armed by its name, and an unknown one is told', () => {
    for (const name of [...DOCUMENT_FAULTS, ...INCIDENTS]) expect(type(`fault ${name}`)).toBe(`${name} is armed`);
    expect(type('armed')).toBe(`${DOCUMENT_FAULTS.length + INCIDENTS.length} armed`);
    expect(type('disarm')).toBe('nothing is armed');
    expect(type('line late apply 90')).toBe('late at apply is armed');
    expect(world.centre.faults.takeAnswer('apply')).toEqual({ kind: 'late', by_ms: 90_000 });
    expect(type('line refuse present')).toMatch(/missing/);
    expect(type('line silent nowhere')).toMatch(/no operation/);
    expect(type('fault nothing')).toMatch(/there is no fault/);
    expect(type('what')).toMatch(/step SECONDS/);
  });
});
