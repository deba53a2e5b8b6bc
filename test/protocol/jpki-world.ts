/** One virtual reader, the driver on it, and a simulated clock: what the tests of the card line share. */
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import type { ApduInput, ApduOutput } from '../../drivers/contract.ts';
import { createJpkiMachine, type CardReaderState } from '../../drivers/jpki/card-reader.ts';
import { jpkiOptionsSchema } from '../../drivers/jpki/options.ts';
import { superviseLine } from '../../drivers/registry.ts';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { createCardAuthority } from '../virtual/card/authority.ts';
import { createVirtualCard, issueIdentity, type VirtualCard, type VirtualCardOptions } from '../virtual/card/card.ts';
import { createVirtualReader, type VirtualReader } from '../virtual/hosts/apdu-inprocess.ts';

/** Authority and one holder's keys, made once: RSA keys cost time. */
export const authority = createCardAuthority();
export const HOLDER = {
  subjectCn: 'MIHON00000000020280416A',
  notAfter_epoch_s: Date.UTC(2028, 3, 16, 14, 59, 59) / 1000,
};
const identity = issueIdentity(authority, HOLDER);

/** A card of the one holder, with PIN 1234. */
export function card(options: Partial<VirtualCardOptions> = {}): VirtualCard {
  return createVirtualCard({ authority, pin: '1234', identity, ...HOLDER, ...options });
}

/** A certificate of the same holder from another issuer. */
export function identityFrom(organization: string): typeof identity {
  return issueIdentity(createCardAuthority({ organization, key: authority.privateKey }), {
    ...HOLDER,
    authKey: identity.authKey,
  });
}

/** The world of one test. */
export interface CardWorld {
  readonly clock: SimulatedClock;
  readonly reader: VirtualReader;
  readonly facts: CardReaderFact[];
  readonly sent: ApduOutput[];
  /** Why the line went down, each time. */
  readonly downs: string[];
  command(command: CardReaderCommand): void;
  /** Enters these digits, as somebody who was shown `triesShown`. */
  enter(digits: string, triesShown: number): Uint8Array;
  /** Types of the facts that matter to the citizen's flow, since the last call. */
  told(): string[];
  last<T extends CardReaderFact['type']>(type: T): Extract<CardReaderFact, { type: T }>;
  close(): void;
}

const QUIET: ReadonlySet<string> = new Set(['status', 'identified', 'noise', 'holder']);

/** Opens the line and lets it find its reader. */
export function openWorld(options: { acceptTestAuthority?: boolean; apdu_ms?: number } = {}): CardWorld {
  const clock = new SimulatedClock();
  const { acceptTestAuthority = true, apdu_ms = 15 } = options;
  const reader = createVirtualReader({ clock, apdu_ms });
  const facts: CardReaderFact[] = [];
  const sent: ApduOutput[] = [];
  const downs: string[] = [];
  let heard = 0;
  const machine = createJpkiMachine(jpkiOptionsSchema.parse({ acceptTestAuthority }));
  const line = superviseLine<CardReaderState, ApduInput, ApduOutput, CardReaderCommand, CardReaderFact>({
    machine,
    initial: () => machine.initial(null),
    open: () => {
      const pipe = reader.openPipe();
      return {
        ...{ onInput: pipe.onInput.bind(pipe), onLost: pipe.onLost.bind(pipe), close: pipe.close.bind(pipe) },
        send: (output) => {
          sent.push(output);
          pipe.send(output);
        },
      };
    },
    clock,
    onFact: (fact) => facts.push(fact),
    onDown: (reason) => downs.push(reason),
  });
  clock.advance(100);
  return {
    clock,
    reader,
    facts,
    sent,
    downs,
    command: line.command,
    enter: (digits, triesShown) => {
      const pin = new Uint8Array(Buffer.from(digits, 'ascii'));
      line.command({ type: 'verifyPin', pin, triesShown });
      return pin;
    },
    told: () => {
      const types = facts.slice(heard).map(({ type }) => type);
      heard = facts.length;
      return types.filter((type) => !QUIET.has(type));
    },
    last: (type) => {
      const found = facts.findLast((fact) => fact.type === type);
      if (!found) throw new Error(`no fact ${type}`);
      return found as Extract<CardReaderFact, { type: typeof type }>;
    },
    close: line.close,
  };
}

/** A world where this card is identified already. */
export function identified(on: VirtualCard, options: { acceptTestAuthority?: boolean } = {}): CardWorld {
  const world = openWorld(options);
  world.command({ type: 'accept' });
  world.reader.insert(on);
  world.clock.advance(2_000);
  world.told();
  return world;
}
