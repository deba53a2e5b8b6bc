/** A centre that errs or is taken over, on the real cell: what it may not get past the kiosk by saying a little more, or less, than it should. */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { CellFact } from '../../src/cell/contract.ts';
import { createCellSession } from '../../src/cell/session.ts';
import { commandSchema } from '../../src/cell/messages.ts';
import { CENTRE_LIMITS } from '../../src/centre/limits.ts';
import type { Unseal } from '../../src/centre/manifest.ts';
import type { Authenticated, Manifest } from '../../src/centre/port.ts';
import { refusalAnswer } from '../../src/centre/wire.ts';
import { KIOSK_LIMITS } from '../../src/kiosk/limits.ts';
import { PAPER_KEY_BYTES, PaperMemory } from '../../src/kiosk/print/paper-memory.ts';
import type { Offer } from '../../fsm/events.ts';
import {
  authenticate,
  CN,
  createCellWorld,
  KIOSK_ID,
  type CellWorld,
  type TestCell,
} from '../virtual/centre/fixture.ts';
import { createTinyPageMaker } from '../virtual/centre/tiny-page-maker.ts';

const juminhyo = { typeId: 'juminhyo', options: {}, persons: [1], copies: 1 };
const apply = { type: 'apply', requests: [juminhyo] } as const;

/** A cell whose centre answers the signature of the card with changed offers. */
function offering(world: CellWorld, change: (offers: readonly Offer[]) => readonly Offer[]): TestCell {
  const line = world.line.newSession();
  const changed = (value: Authenticated): Authenticated => ({ ...value, offers: change(value.offers) });
  return world.open({
    ...line,
    authenticate: (question, done) =>
      line.authenticate(question, (result) => done(result.ok ? { ok: true, value: changed(result.value) } : result)),
  });
}

const offersOf = (facts: readonly CellFact[]): Extract<CellFact, { type: 'authenticated' }> => {
  const last = facts.at(-1);
  if (last?.type !== 'authenticated') throw new Error('not authenticated');
  return last;
};

describe('offers that change after the PIN', () => {
  test('R55: an item that has to be warned of is never chosen beforehand, whatever the centre presets', () => {
    const world = createCellWorld();
    const cell = offering(world, (offers) =>
      offers.map((offer) => ({ ...offer, options: offer.options.map((option) => ({ ...option, preset: true })) })),
    );
    const { offers } = offersOf(authenticate(cell, CN.susonoTaro));
    const options = offers.find(({ typeId }) => typeId === 'juminhyo')?.options ?? [];
    expect(options.find(({ optionId }) => optionId === 'kojinBango')).toMatchObject({
      preset: false,
      notice: 'kojinBangoUse',
    });
    expect(options.find(({ optionId }) => optionId === 'setainushiTsuzukigara')?.preset).toBe(true);
  });

  test('R66, R73: a type that is offered twice is withheld: nobody knows which of the two was meant', () => {
    const world = createCellWorld();
    const cell = offering(world, (offers) => [...offers, ...offers.filter(({ typeId }) => typeId === 'kazeiShotoku')]);
    const { offers, withheld } = offersOf(authenticate(cell, CN.susonoTaro));
    expect(offers.map(({ typeId }) => typeId)).not.toContain('kazeiShotoku');
    expect(withheld).toEqual([{ typeId: 'kazeiShotoku', code: 'catalogueDiffers' }]);
    expect(cell.run({ type: 'apply', requests: [{ ...juminhyo, typeId: 'kazeiShotoku' }] })).toMatchObject([
      { type: 'refused', code: 'typeNotOffered', scope: 'request' },
    ]);
  });

  test('R66: an item that is named twice withholds its type', () => {
    const world = createCellWorld();
    const cell = offering(world, (offers) =>
      offers.map((offer) => ({ ...offer, options: [...offer.options, ...offer.options] })),
    );
    const { withheld } = offersOf(authenticate(cell, CN.susonoTaro));
    expect(withheld).toContainEqual({ typeId: 'juminhyo', code: 'catalogueDiffers' });
  });
});

/** A cell whose centre signs another manifest than it made: the pages and their digests stay. */
function signing({ line, clock, municipalities }: CellWorld, change: (manifest: Manifest) => Manifest): TestCell {
  const unseal: Unseal = (sealed) => {
    const manifest = line.unseal(sealed);
    return manifest && change(manifest);
  };
  const pages = createTinyPageMaker(clock);
  const cell = createCellSession({
    centre: line.newSession(),
    pages,
    unseal,
    clock,
    kioskId: KIOSK_ID,
    municipalities,
  });
  const facts: CellFact[] = [];
  cell.onFact((fact) => facts.push(fact));
  const run: TestCell['run'] = (command) => {
    const before = facts.length;
    cell.handle(command);
    clock.advance(60_000);
    return facts.slice(before);
  };
  return { cell, facts, run };
}

describe('a manifest that is signed and says too little', () => {
  test.each<[string, (marks: readonly string[]) => readonly string[] | undefined]>([
    ['leaves the marks out', () => undefined],
    ['asks for no mark', () => []],
    ['asks for the page number alone', (marks) => marks.slice(1)],
  ])('R92, D5: another 固有番号 than the page has is found, though the centre %s', (_, marksOf) => {
    const world = createCellWorld();
    const cell = signing(world, (manifest) => ({
      ...manifest,
      sets: manifest.sets.map((set) => ({
        ...set,
        uniqueNumber: '222208-20250416-999999',
        leaves: set.leaves.map((leaf) => ({ ...leaf, marks: marksOf(leaf.marks ?? []) })),
      })),
    }));
    authenticate(cell, CN.susonoTaro);
    expect(cell.run(apply)).toEqual([{ type: 'failed', code: 'documentMarks' }]);
  });

  test('D6, D14: a state of the register that is yet to come is nobody’s', () => {
    const world = createCellWorld();
    const cell = signing(world, (manifest) => ({
      ...manifest,
      sets: manifest.sets.map((set) => ({ ...set, asOf_epoch_ms: manifest.issuedAt_epoch_ms + 1 })),
    }));
    authenticate(cell, CN.susonoTaro);
    expect(cell.run(apply)).toEqual([{ type: 'failed', code: 'documentStale' }]);
  });
});

test('R40: the municipality of a refusal is a keyword: no sentence about a citizen passes in its place', () => {
  const refused = (municipalityId: string) =>
    refusalAnswer.safeParse({ refused: { reason: 'notEligible', scope: 'session', municipalityId } }).success;
  expect(refused('susono')).toBe(true);
  expect(['支援措置 見本太郎', 'a b', '', '\u001B[2J', 'x'.repeat(60)].filter(refused)).toEqual([]);
});

test('R79: as many municipalities may be closed on one day as one list may name, and a session still begins', () => {
  const closed = Array.from({ length: CENTRE_LIMITS.closed_days_max }, (_, index) => `town${index}`);
  const begin = { type: 'begin', transactionId: 't', nonce: 'n', language: 'ja', closed };
  expect(commandSchema.safeParse(begin).success).toBe(true);
});

test('D3: papers of this kiosk are remembered up to a limit, oldest forgotten first, and not as they are', () => {
  const memory = new PaperMemory(new Uint8Array(PAPER_KEY_BYTES));
  const paper = (index: number): string => createHash('sha256').update(String(index)).digest('hex');
  expect([memory.take([paper(0), paper(1)]), memory.take([paper(2)]), memory.take([paper(3), paper(1)])]).toEqual([
    true,
    true,
    false,
  ]);
  expect(inspect(memory, { depth: 5, showHidden: true })).not.toContain(paper(0));
  for (let index = 10; index < 10 + KIOSK_LIMITS.papers_remembered_max; index += 1) memory.take([paper(index)]);
  expect(memory.take([paper(0)])).toBe(true);
  expect(memory.take([paper(9 + KIOSK_LIMITS.papers_remembered_max)])).toBe(false);
});
