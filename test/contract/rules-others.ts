/** Rules of card readers, printers and lamps (card-reader.ts, printer.ts, indicators.ts). */
import type { Lab } from './lab.ts';
import type { CardHands, Rule } from './subject.ts';

/** A card that is read, up to the PIN. */
function identified(lab: Lab, card: CardHands): string | null {
  lab.tell({ type: 'accept' });
  card.set();
  lab.advance(5_000);
  return lab.facts('cardIdentified').length === 1 ? null : `no \`cardIdentified\`: ${JSON.stringify(lab.told.at(-1))}`;
}

function enterPin(lab: Lab, card: CardHands): Uint8Array {
  const pin = new Uint8Array(Buffer.from(card.pin));
  lab.tell({ type: 'verifyPin', pin, triesShown: Number(lab.facts('cardIdentified').at(-1)?.['tries']) });
  lab.advance(5_000);
  return pin;
}

const card: readonly Rule[] = [
  {
    id: 'no-card-is-read-before-accept',
    about: 'A card that lies there is powered and read after `accept`, not before (card-reader.ts).',
    classes: ['card-reader'],
    test: (lab) => {
      const { card: hands } = lab.bench;
      if (!hands) return undefined;
      const before = lab.writes;
      hands.set();
      lab.advance(5_000);
      return lab.writes === before ? null : `${lab.writes - before} things were sent to a card before \`accept\``;
    },
  },
  {
    id: 'one-verify-per-pin',
    about: 'One VERIFY for each `verifyPin`, never repeated: a try belongs to the citizen (card-reader.ts; R16).',
    classes: ['card-reader'],
    test: (lab) => {
      const { card: hands } = lab.bench;
      if (!hands) return undefined;
      const failed = identified(lab, hands);
      if (failed !== null) return failed;
      if (hands.verifies() > 0) return 'a VERIFY was sent although nobody entered a PIN';
      enterPin(lab, hands);
      lab.advance(60_000);
      if (hands.verifies() !== 1) return `${hands.verifies()} VERIFY for one PIN`;
      return lab.facts('pinVerified').length === 1 ? null : 'no `pinVerified` for the right PIN';
    },
  },
  {
    id: 'pin-is-overwritten',
    about: 'R101: the buffer with the figures is overwritten, sent or not (contract.ts, ApduOutput).',
    classes: ['card-reader'],
    test: (lab) => {
      const { card: hands } = lab.bench;
      if (!hands) return undefined;
      const early = enterPin(lab, hands);
      if (early.some((byte) => byte !== 0)) return 'a PIN that reached no card stays in its buffer';
      const failed = identified(lab, hands);
      if (failed !== null) return failed;
      return enterPin(lab, hands).some((byte) => byte !== 0) ? 'the PIN stays in its buffer after sending' : null;
    },
  },
  {
    id: 'removal-is-told',
    about: 'A card that leaves the reader is told at any moment (card-reader.ts).',
    classes: ['card-reader'],
    test: (lab) => {
      const { card: hands } = lab.bench;
      if (!hands) return undefined;
      const failed = identified(lab, hands);
      if (failed !== null) return failed;
      hands.take();
      lab.advance(5_000);
      return lab.facts('cardRemoved').length === 1 ? null : 'no `cardRemoved` within 5 s';
    },
  },
];

const paper: readonly Rule[] = [
  {
    id: 'check-ready-answers',
    about: 'Before money: `checkReady` is answered by `ready` or `notReady` (printer.ts).',
    classes: ['printer'],
    test: (lab) => {
      lab.tell({ type: 'checkReady' });
      lab.advance(10_000);
      return lab.facts('ready').length === 1 ? null : 'a working printer did not answer `ready` within 10 s';
    },
  },
  {
    id: 'trouble-before-money',
    about: 'A printer that cannot print says so before money: `notReady` with its trouble (printer.ts).',
    classes: ['printer'],
    test: (lab) => {
      if (!lab.bench.paper) return undefined;
      lab.bench.paper.block();
      lab.advance(10_000);
      lab.tell({ type: 'checkReady' });
      lab.advance(15_000);
      if (lab.facts('ready').length > 0) return 'a printer with an open cover said `ready`';
      return lab.facts('notReady').at(-1)?.['trouble'] === 'door' ? null : 'no `notReady` with the trouble door';
    },
  },
];

const lamps: readonly Rule[] = [
  {
    id: 'equipped-is-told',
    about: 'What a device has is told once when it is ready (indicators.ts).',
    classes: ['indicators'],
    test: (lab) =>
      lab.facts('equipped').length === 1 ? null : `\`equipped\` was told ${lab.facts('equipped').length} times`,
  },
  {
    id: 'lights-follow',
    about: 'A lamp burns when it is told to, and stays dark else (indicators.ts).',
    classes: ['indicators'],
    test: (lab) => {
      if (!lab.bench.lit) return undefined;
      if (lab.bench.lit() > 0) return 'something burns although nothing was told to';
      const place = (lab.facts('equipped').at(-1)?.['lamps'] as readonly string[] | undefined)?.[0];
      lab.tell(place === undefined ? { type: 'tower', state: 'call' } : { type: 'light', place, pattern: 'on' });
      lab.advance(3_000);
      return lab.bench.lit() > 0 ? null : 'nothing burns 3 s after it was told to';
    },
  },
];

export const OTHER_RULES: readonly Rule[] = [...card, ...paper, ...lamps];
