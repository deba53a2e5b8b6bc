import { LEDGER_READS, type Ledger } from '../../src/ledger/contract.ts';

/** Thrown through the code of a kiosk that was killed in the middle of a call: nothing after it runs. */
export class KioskKilled extends Error {
  /** @param died why it gave up by itself, if it did */
  constructor(died?: string) {
    super(died === undefined ? 'the kiosk was killed' : `the kiosk died: ${died}`);
  }
}

/** A moment at which a kiosk may be killed: just before a commit, or just after it. */
export interface CommitMoment {
  readonly when: 'before' | 'after';
  readonly call: string;
}

/** A ledger whose owner can die: after that no call does anything, as for a process that is gone. */
export function mortalLedger(ledger: Ledger, isAlive: () => boolean, at: (moment: CommitMoment) => void): Ledger {
  const mortal = (name: string, call: (...given: readonly unknown[]) => unknown) => {
    return (...given: readonly unknown[]): unknown => {
      if (!isAlive()) throw new KioskKilled();
      const writes = !LEDGER_READS.has(name);
      if (writes) at({ when: 'before', call: name });
      if (!isAlive()) throw new KioskKilled();
      const result = call(...given);
      if (writes) at({ when: 'after', call: name });
      if (!isAlive()) throw new KioskKilled();
      return result;
    };
  };
  const calls = Object.entries(ledger).map(([name, call]) => [name, mortal(name, call as () => unknown)]);
  return Object.fromEntries(calls) as unknown as Ledger;
}
