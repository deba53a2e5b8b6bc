import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellFact } from '../../src/cell/contract.ts';
import type { CentreDocument, CentreResult, CentreSession } from '../../src/centre/port.ts';
import { PLAIN_TARGET } from '../../src/paper/contract.ts';
import type { DocumentFault } from '../virtual/centre/faults.ts';
import { readTinyPdf, tinyPdf } from '../virtual/centre/tiny-pages.ts';
import {
  authenticate,
  cardSignature,
  certificateOf,
  CN,
  createCellWorld,
  makeLeafCommand,
  NONCE,
  TEST_DAY_EPOCH_MS,
  TRANSACTION,
  type CellWorld,
  type TestCell,
} from '../virtual/centre/fixture.ts';

const juminhyo = { typeId: 'juminhyo', options: { setainushiTsuzukigara: true }, persons: [1, 2], copies: 1 };
const apply = { type: 'apply', requests: [juminhyo] } as const;
const types = (facts: readonly CellFact[]): string[] => facts.map(({ type }) => type);
const begin = { type: 'begin', transactionId: TRANSACTION, nonce: NONCE, language: 'ja' } as const;

test('R52, R53: two persons of a household: from the certificate to a checked document and its leaf', () => {
  const world = createCellWorld();
  const facts = authenticate(world, CN.susonoTaro);
  expect(types(facts)).toEqual(['citizenText', 'citizenText', 'citizenText', 'authenticated']);
  expect(facts.at(-1)).toMatchObject({ persons: { household: 3, koseki: 0 }, withheld: [] });
  const [checked] = world.run(apply);
  expect(checked).toMatchObject({ type: 'documentsChecked', sets: [{ set: 0, typeId: 'juminhyo', fee_yen: 300 }] });
  const [made] = world.run(makeLeafCommand(0, 0));
  if (checked?.type !== 'documentsChecked' || made?.type !== 'leafMade') throw new Error('no leaf');
  expect(made.pageDigest).toBe(checked.sets[0]?.pageDigests[0]);
});

test('R92: a household of six is one set of two leaves, and each copy is a set of its own', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoSix);
  const [checked] = world.run({
    type: 'apply',
    requests: [{ ...juminhyo, persons: [1, 2, 3, 4, 5, 6], copies: 2 }],
  });
  if (checked?.type !== 'documentsChecked') throw new Error('not checked');
  expect(checked.sets.map(({ pageDigests }) => pageDigests.length)).toEqual([2, 2]);
  for (const [set, leaf] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    expect(world.run(makeLeafCommand(set, leaf))[0]).toMatchObject({ type: 'leafMade', set, leaf });
  }
  expect(world.run(makeLeafCommand(1, 2))[0]).toMatchObject({ type: 'notMade', what: 'leaf' });
});

test('R63: a 戸籍謄本 of Fuchu for 450 yen', () => {
  const world = createCellWorld();
  expect(authenticate(world, CN.fuchuJiro).at(-1)).toMatchObject({ persons: { household: 2, koseki: 3 } });
  const requests = [{ typeId: 'kosekiTohon', options: {}, persons: [1], copies: 1 }];
  expect(world.run({ type: 'apply', requests })[0]).toMatchObject({
    type: 'documentsChecked',
    sets: [{ fee_yen: 450 }],
  });
});

test.each([
  ['R38', CN.susonoChild, 'underFifteen'],
  ['R40', CN.susonoRestricted, 'notEligible'],
  ['R41', CN.susonoMovedOut, 'movedOut'],
  ['R32', CN.fuchuNewCard, 'cardIssuedToday'],
] as const)('%s: the centre refuses %s for the session with %s', (_, subjectCn, code) => {
  expect(authenticate(createCellWorld(), subjectCn)).toEqual([{ type: 'refused', code, scope: 'session' }]);
});

test.each([
  ['R42', CN.fuchuMemberMoving, ['inkan']],
  ['R43', CN.fuchuUpdating, ['juminhyo']],
  ['R44', CN.fuchuElsewhere, ['juminhyo']],
] as const)('%s: %s is offered only what the registers allow', (_, subjectCn, offered) => {
  const authenticated = authenticate(createCellWorld(), subjectCn).at(-1);
  if (authenticated?.type !== 'authenticated') throw new Error('not authenticated');
  expect(authenticated.offers.map(({ typeId }) => typeId)).toEqual(offered);
});

test('R22: a revoked certificate is refused before the card signs anything', () => {
  const world = createCellWorld({ revoked: [{ subjectCn: CN.susonoTaro, from: '2025-04-16', reason: 'lost' }] });
  world.run(begin);
  const facts = world.run({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  expect(facts).toEqual([{ type: 'refused', code: 'certificateRevoked', scope: 'session' }]);
});

test('R29: a signature over something else than the digest is refused, and the challenge is not used again', () => {
  const world = createCellWorld();
  world.run(begin);
  world.run({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  const facts = world.run({ type: 'authenticate', signature: cardSignature(new Uint8Array(32)) });
  expect(facts).toEqual([{ type: 'refused', code: 'signatureInvalid', scope: 'session' }]);
});

test('D1: the same card set again goes on with a fresh digest; another card does not', () => {
  const world = createCellWorld();
  const certificate = certificateOf(CN.susonoTaro);
  world.run(begin);
  const [first] = world.run({ type: 'presentCard', certificate });
  const [again] = world.run({ type: 'presentCard', certificate });
  if (first?.type !== 'cardKnown' || again?.type !== 'cardKnown') throw new Error('not known');
  expect(Buffer.from(first.digest_sha256).equals(again.digest_sha256)).toBe(false);
  const other = world.run({ type: 'presentCard', certificate: certificateOf(CN.susonoHanako) });
  expect(other).toEqual([{ type: 'failed', code: 'cellOrder' }]);
});

test('R66: a request for a type, person, option or copies that were not offered is not even sent', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  for (const change of [
    { typeId: 'kosekiTohon' },
    { persons: [4] },
    { persons: [0] },
    { persons: [1, 1] },
    { persons: [] },
    { options: { juminhyoCode: true } },
    { copies: 0 },
    { copies: 11 },
  ]) {
    const facts = world.run({ type: 'apply', requests: [{ ...juminhyo, ...change }] });
    expect(facts).toEqual([{ type: 'refused', code: expect.any(String), scope: 'request' }]);
  }
  expect(types(world.run(apply))).toEqual(['documentsChecked']);
});

const SPOILED: readonly [DocumentFault, string][] = [
  ['foreignTransaction', 'documentForeign'],
  ['foreignNonce', 'documentForeign'],
  ['foreignKiosk', 'documentForeign'],
  ['foreignRequest', 'documentForeign'],
  ['foreignSubject', 'documentForeign'],
  ['foreignMunicipality', 'documentForeign'],
  ['stale', 'documentStale'],
  ['future', 'documentStale'],
  ['expired', 'documentStale'],
  ['missingSet', 'documentSets'],
  ['swappedSets', 'documentSets'],
  ['wrongFee', 'documentFee'],
  ['freeOfCharge', 'documentFee'],
  ['sameUniqueNumber', 'documentPages'],
  ['missingLeaf', 'documentPages'],
  ['missingPage', 'documentPages'],
  ['extraPage', 'documentPages'],
  ['swappedPages', 'documentPages'],
  ['changedPage', 'documentPages'],
  ['overwrittenPage', 'documentPages'],
  ['badSignature', 'documentSignature'],
];

test.each(SPOILED)('D1–D6, D13: a centre that sends %s ends the transaction with %s', (document, code) => {
  const world = createCellWorld();
  authenticate(world, CN.susonoSix);
  world.centre.faults.arm({ at: 'apply', document });
  const requests = [{ ...juminhyo, persons: [1, 2, 3, 4, 5, 6], copies: 2 }];
  expect(world.run({ type: 'apply', requests })).toEqual([{ type: 'failed', code }]);
  // D7: nothing mends it within this transaction.
  expect(world.run({ type: 'apply', requests })).toEqual([]);
  expect(world.run(makeLeafCommand(0, 0))).toEqual([]);
});

test('D13: the answer of the session before, sent again, is refused as foreign', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  world.run(apply);
  const next = world.open();
  authenticate(next, CN.susonoTaro, { transactionId: 'b'.repeat(32), nonce: 'c'.repeat(32) });
  world.centre.faults.arm({ at: 'apply', document: 'replayedAnswer' });
  expect(next.run(apply)).toEqual([{ type: 'failed', code: 'documentForeign' }]);
});

test('D4: an answer after the deadline is refused, counted, and changes nothing', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  world.centre.faults.arm({ at: 'apply', answer: { kind: 'late', by_ms: 120_000 } });
  expect(world.run(apply)).toEqual([{ type: 'failed', code: 'centreTimeout' }]);
  world.clock.advance(300_000);
  expect(world.facts.at(-1)).toEqual({ type: 'failed', code: 'centreTimeout' });
});

test('D4: a centre that answers a cancelled question all the same is counted and not heard', () => {
  const world = createCellWorld();
  const answers: (() => void)[] = [];
  const line = world.line.newSession();
  const { cell, facts } = world.open({
    ...line,
    // A line that cannot cancel.
    present: (request, done) => {
      line.present(request, (result) => {
        answers.push(() => done(result));
      });
      return { cancel: () => undefined };
    },
  });
  cell.handle(begin);
  cell.handle({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  world.clock.advance(60_000);
  expect(facts).toEqual([{ type: 'failed', code: 'centreTimeout' }]);
  answers.forEach((answer) => answer());
  expect(facts).toHaveLength(1);
  expect(cell.lateAnswers()).toBe(1);
});

test.each([
  ['unreachable', 'centreUnreachable'],
  ['silent', 'centreTimeout'],
  ['garbled', 'centreReply'],
] as const)('a line that is %s ends the transaction with %s', (kind, code) => {
  const world = createCellWorld();
  world.run(begin);
  world.centre.faults.arm({ at: 'present', answer: { kind } });
  const facts = world.run({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  expect(facts).toEqual([{ type: 'failed', code }]);
});

test('R80: a municipality that is closed now is known by its card and refused before any PIN', () => {
  const night = TEST_DAY_EPOCH_MS + 14 * 3_600_000;
  const world = createCellWorld({ now_epoch_ms: () => night });
  world.run(begin);
  const facts = world.run({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) });
  expect(facts).toEqual([{ type: 'refused', code: 'closedNow', scope: 'session', municipalityId: 'susono' }]);
});

test('R82: a session, and a request of many sets, that would cross the closing time is refused before money', () => {
  const at = (text: string): number => Date.parse(`2025-04-16T${text}+09:00`);
  const open = (text: string) => createCellWorld({ now_epoch_ms: () => at(text) });
  const late = open('22:55:00');
  late.run(begin);
  expect(late.run({ type: 'presentCard', certificate: certificateOf(CN.susonoTaro) })).toEqual([
    { type: 'refused', code: 'closedNow', scope: 'session', municipalityId: 'susono' },
  ]);
  const evening = open('22:45:00');
  authenticate(evening, CN.susonoTaro);
  // A minute of the way is over: five of eight can still be printed, and the session goes on with fewer.
  expect(evening.run({ type: 'apply', requests: [{ ...juminhyo, copies: 8 }] })).toEqual([
    { type: 'refused', code: 'tooManyBeforeClosing', scope: 'request', sets_max: 5 },
  ]);
});

test('D13: two kiosks at the same moment whose answers are exchanged on the way: both refuse them', () => {
  const world = createCellWorld();
  const waiting: { result: CentreResult<CentreDocument>; done: (result: CentreResult<CentreDocument>) => void }[] = [];
  const exchanging = (): CentreSession => {
    const line = world.line.newSession();
    return {
      ...line,
      apply: (request, done) =>
        line.apply(request, (result) => {
          waiting.push({ result, done });
          if (waiting.length < 2) return;
          const [first, second] = waiting;
          first?.done(second?.result ?? result);
          second?.done(first?.result ?? result);
        }),
    };
  };
  const cells = [world.open(exchanging()), world.open(exchanging())];
  cells.forEach((cell, index) => {
    const id = String(index).repeat(32);
    authenticate(cell, index === 0 ? CN.susonoTaro : CN.susonoSix, { transactionId: id, nonce: id });
  });
  for (const { cell } of cells) cell.handle(apply);
  world.clock.advance(10_000);
  for (const { facts } of cells) expect(facts.at(-1)).toEqual({ type: 'failed', code: 'documentForeign' });
});

test('D13: sessions that run at the same time, in any order of their steps, each get their own document', () => {
  const holders = [CN.susonoTaro, CN.susonoHanako, CN.susonoSix, CN.fuchuJiro];
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 12, maxLength: 20 }), (order) => {
      const world = createCellWorld();
      const cells = holders.map((cn, index) => ({ ...world.open(), cn, id: String(index).repeat(32), steps: 0 }));
      // Every cell ends its steps, whatever the drawn order leaves over.
      for (const pick of [...order, ...[0, 1, 2, 3].flatMap((index) => [index, index, index])]) {
        const cell = cells[pick];
        if (!cell || cell.steps > 2) continue;
        step(cell, world);
        cell.steps += 1;
      }
      for (const { facts } of cells) expect(facts.at(-1)?.type).toBe('documentsChecked');
      const numbers = world.centre.transactions().flatMap(({ issued }) => issued);
      expect(new Set(numbers).size).toBe(holders.length);
    }),
    { numRuns: 20 },
  );
});

/** The next step of one of several cells; time moves a little, so that answers of others are still under way. */
function step(cell: TestCell & { cn: string; id: string; steps: number }, world: CellWorld): void {
  const known = cell.facts.find((fact) => fact.type === 'cardKnown');
  if (cell.steps === 0) {
    cell.cell.handle({ type: 'begin', transactionId: cell.id, nonce: cell.id, language: 'ja' });
    cell.cell.handle({ type: 'presentCard', certificate: certificateOf(cell.cn) });
  } else if (cell.steps === 1 && known?.type === 'cardKnown') {
    cell.cell.handle({ type: 'authenticate', signature: cardSignature(known.digest_sha256) });
  } else cell.cell.handle(cell.cn === CN.fuchuJiro ? { ...apply, requests: [{ ...juminhyo, options: {} }] } : apply);
  world.clock.advance(100);
}

test('R73: a fee that differs from the local data withholds the type; when nothing is left the session is refused', () => {
  const { municipalities } = createCellWorld();
  const dearer = (typeIds: readonly string[]): typeof municipalities =>
    municipalities.map((data) => ({
      ...data,
      types: data.types.map((type) => (typeIds.includes(type.typeId) ? { ...type, fees: [{ fee_yen: 310 }] } : type)),
    }));
  expect(authenticate(createCellWorld({}, dearer(['juminhyo'])), CN.susonoTaro).at(-1)).toMatchObject({
    type: 'authenticated',
    offers: [{ typeId: 'inkan' }, { typeId: 'kazeiShotoku' }],
    withheld: [{ typeId: 'juminhyo', code: 'catalogueDiffers' }],
  });
  const none = authenticate(createCellWorld({}, dearer(['juminhyo', 'inkan', 'kazeiShotoku'])), CN.susonoTaro);
  expect(none).toEqual([{ type: 'refused', code: 'catalogueDiffers', scope: 'session', municipalityId: 'susono' }]);
});

test('a command out of its order ends the session instead of guessing', () => {
  for (const command of [
    { type: 'presentCard', certificate: certificateOf(CN.susonoTaro) },
    { type: 'authenticate', signature: new Uint8Array(256) },
    apply,
    makeLeafCommand(0, 0),
  ] as const) {
    const world = createCellWorld();
    expect(world.run(command)).toEqual([{ type: 'failed', code: 'cellOrder' }]);
  }
  const world = createCellWorld();
  world.run(begin);
  expect(world.run(begin)).toEqual([{ type: 'failed', code: 'cellOrder' }]);
});

test('a slip can be made before, after and without a session', () => {
  const slip = { claimNumber: '1', amount_yen: 100, reason: 'x', phone: '0', kioskName: 'k', time: 't' };
  const world = createCellWorld();
  expect(types(world.run({ type: 'makeSlip', slip, target: PLAIN_TARGET }))).toEqual(['slipMade']);
  world.run(apply);
  expect(types(world.run({ type: 'makeSlip', slip, target: PLAIN_TARGET }))).toEqual(['slipMade']);
});

test('design rule 5: no name is in any fact but the citizen’s own text', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  world.run(apply);
  const others = world.facts.filter(({ type }) => type !== 'citizenText' && type !== 'leafMade');
  expect(JSON.stringify(others)).not.toMatch(/見本|ミホン/);
});

test('tiny pages can be read back by whoever looks into the tray', () => {
  expect(readTinyPdf(Buffer.from('%PDF-1.7 other'))).toBeNull();
  const sheet = { set: 0, leaf: 1, of: 1, typeId: 'inkan', title: '', uniqueNumber: '1', municipality: '', mayor: '' };
  const place = { pageNumber: '1/1', municipalityId: 'susono', issued: '2025-04-16' };
  const whole = { ...sheet, ...place, subjectId: 'susono-1-1', head: [], blocks: [], certification: '' };
  expect(readTinyPdf(tinyPdf(whole))).toEqual(whole);
});
