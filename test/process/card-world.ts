/** pcscd with the virtual reader, and our driver on it in real time: what the process tests of the card share. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardReaderCommand, CardReaderFact } from '../../drivers/card-reader.ts';
import { createJpkiMachine } from '../../drivers/jpki/card-reader.ts';
import { jpkiOptionsSchema } from '../../drivers/jpki/options.ts';
import { superviseLine } from '../../drivers/registry.ts';
import { openPcscPipe } from '../../drivers/transport/pcsc.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { createCardAuthority } from '../virtual/card/authority.ts';
import { createVirtualCard, issueIdentity, type VirtualCard, type VirtualCardOptions } from '../virtual/card/card.ts';
import { startPcscd, type VirtualPcscd } from '../virtual/hosts/vpcd.ts';

const authority = createCardAuthority();
const HOLDER = {
  subjectCn: 'MIHON00000000020280416A',
  notAfter_epoch_s: Date.UTC(2028, 3, 16, 14, 59, 59) / 1000,
};
const identity = issueIdentity(authority, HOLDER);

/** A card of the one holder, with PIN 1234. */
export function card(options: Partial<VirtualCardOptions> = {}): VirtualCard {
  return createVirtualCard({ authority, pin: '1234', identity, ...HOLDER, ...options });
}

/** Starts pcscd in a folder of its own; `stop` removes both. */
export async function ownPcscd(): Promise<VirtualPcscd> {
  const dir = mkdtempSync(join(tmpdir(), 'mdg-'));
  const pcscd = await startPcscd({ dir });
  return {
    ...pcscd,
    stop: async () => {
      await pcscd.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs a PC/SC client program; gives its exit code and all it wrote. */
export function client(pcscd: VirtualPcscd, command: string, args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, PCSCLITE_CSOCK_NAME: pcscd.csockName } });
    let text = '';
    child.stdout.on('data', (chunk) => (text += String(chunk)));
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, text }));
  });
}

/** Our driver on a running pcscd. */
export interface CardLine {
  readonly facts: CardReaderFact[];
  readonly downs: string[];
  command(command: CardReaderCommand): void;
  enter(digits: string, triesShown: number): void;
  /** The next fact of this type that no earlier call has given; facts in between are passed over. */
  next<T extends CardReaderFact['type']>(
    type: T,
    where?: (fact: CardReaderFact) => boolean,
  ): Promise<Extract<CardReaderFact, { type: T }>>;
  close(): void;
}

/** Opens the supervised card line as the daemon does. */
export function openLine(csockName: string): CardLine {
  const clock = new RealClock();
  const facts: CardReaderFact[] = [];
  const downs: string[] = [];
  const waiting: (() => void)[] = [];
  let read = 0;
  const options = jpkiOptionsSchema.parse({ readerName: 'Virtual PCD', csockName, acceptTestAuthority: true });
  const machine = createJpkiMachine(options);
  const line = superviseLine({
    machine,
    initial: () => machine.initial(null),
    open: () => openPcscPipe({ readerName: options.readerName, csockName, clock }),
    clock,
    onFact: (fact: CardReaderFact) => {
      facts.push(fact);
      for (const wake of waiting.splice(0)) wake();
    },
    onDown: (reason) => downs.push(reason),
  });
  return {
    facts,
    downs,
    command: line.command,
    enter: (digits, triesShown) =>
      line.command({ type: 'verifyPin', pin: new Uint8Array(Buffer.from(digits, 'ascii')), triesShown }),
    next: async (type, where = () => true) => {
      for (;;) {
        while (read < facts.length) {
          const fact = facts[read];
          read += 1;
          if (fact?.type === type && where(fact)) return fact as Extract<CardReaderFact, { type: typeof type }>;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: line.close,
  };
}
