/** Gives mutated replies to a real cell session and says which ones it sold. */
import { SeededRandom } from '../../src/base/random.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import type { CellFact } from '../../src/cell/contract.ts';
import { createCellSession } from '../../src/cell/session.ts';
import { createUnseal } from '../../src/centre/manifest.ts';
import type { Municipality } from '../../src/centre/municipality.ts';
import type { CentreDocument, CentreSession } from '../../src/centre/port.ts';
import type { Offer } from '../../fsm/events.ts';
import { createTinyPageMaker } from '../virtual/centre/tiny-page-maker.ts';
import { MUTATIONS } from './reply-mutations.ts';
import { exactReply, makeKeys, sealed, someAsked, type Asked } from './replies.ts';

const KIOSK = 'kiosk-0001';
const offer = (typeId: string, scope: Offer['scope'], options: readonly string[]): Offer => ({
  typeId,
  fee_yen: 300,
  options: options.map((optionId) => ({ optionId, preset: false })),
  scope,
  copies_max: 10,
});
const OFFERS = [offer('juminhyo', 'household', ['setainushiTsuzukigara', 'kojinBango']), offer('inkan', 'holder', [])];

/** How many replies of each kind were judged, and what went wrong, in words. */
export interface Judged {
  readonly counts: Map<string, number>;
  readonly failures: string[];
}

/** A centre that gives one prepared document; the citizen is let in without a card. */
function centreOf(asked: Asked, document: CentreDocument, clock: SimulatedClock): CentreSession {
  const answer = <T>(done: (result: { ok: true; value: T }) => void, value: T): { cancel(): void } => {
    clock.after(1, () => done({ ok: true, value }));
    return { cancel: () => undefined };
  };
  const challenge = new Uint8Array(32);
  const known = { municipalityId: 'susono', offers: OFFERS, challenge, time_epoch_ms: asked.at_epoch_ms };
  const person = {
    subjectToken: asked.subjectToken,
    offers: OFFERS,
    household: [new Uint8Array(1), new Uint8Array(1)],
    koseki: [],
  };
  return {
    present: (_, done) => answer(done, known),
    authenticate: (_, done) => answer(done, person),
    apply: (_, done) => answer(done, document),
    close: () => undefined,
  };
}

/** What a cell says of one document. */
function verdictOf(
  asked: Asked,
  document: CentreDocument,
  unseal: ReturnType<typeof createUnseal>,
  municipalities: readonly Municipality[],
): CellFact | null {
  const clock = new SimulatedClock();
  const cell = createCellSession({
    centre: centreOf(asked, document, clock),
    pages: createTinyPageMaker(clock),
    unseal,
    clock,
    kioskId: KIOSK,
    municipalities,
  });
  let last: CellFact | null = null;
  cell.onFact((fact) => (last = fact));
  cell.handle({ type: 'begin', transactionId: asked.transactionId, nonce: asked.nonce, language: 'ja' });
  cell.handle({ type: 'presentCard', certificate: new Uint8Array(8) });
  clock.advance(10);
  cell.handle({ type: 'authenticate', signature: new Uint8Array(256) });
  clock.advance(10);
  cell.handle({ type: 'apply', requests: asked.requests });
  clock.advance(1_000);
  return last;
}

const TEN_O_CLOCK_EPOCH_MS = Date.UTC(2025, 3, 16, 1, 0, 0);
/** Every so many replies is an exact one: a check that refuses everything proves nothing. */
const EXACT_EVERY = 20;

/** Judges `count` replies. */
export function judgeReplies(count: number, seed: number, municipalities: readonly Municipality[]): Judged {
  const random = new SeededRandom(seed);
  const keys = makeKeys();
  const unseal = createUnseal(new Map([[keys.ours.keyId, keys.ours.publicKey]]));
  const judged: Judged = { counts: new Map(), failures: [] };
  let previous = exactReply(someAsked(random, KIOSK, TEN_O_CLOCK_EPOCH_MS - 60_000), random);
  for (let done = 0; done < count; done += 1) {
    const asked = someAsked(random, KIOSK, TEN_O_CLOCK_EPOCH_MS);
    const mine = exactReply(asked, random);
    const others = exactReply(someAsked(random, 'kiosk-0002', TEN_O_CLOCK_EPOCH_MS), random);
    const mutation = done % EXACT_EVERY === 0 ? null : MUTATIONS[random.integer(MUTATIONS.length)]!;
    const arrived =
      mutation === null
        ? { manifest: sealed(mine.manifest, keys.ours), pages: mine.pages }
        : mutation.make({ mine, others, previous, keys, random });
    previous = mine;
    if (arrived === null) continue;
    const name = mutation?.name ?? 'exact';
    judged.counts.set(name, (judged.counts.get(name) ?? 0) + 1);
    const fact = verdictOf(asked, arrived, unseal, municipalities);
    const said = fact?.type === 'failed' ? fact.code : (fact?.type ?? 'nothing');
    const right = mutation === null ? said === 'documentsChecked' : mutation.codes.some((code) => code === said);
    if (!right) judged.failures.push(`${name} (reply ${done} of seed ${seed}): ${said}`);
  }
  return judged;
}
