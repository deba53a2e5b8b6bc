/** Hands at the devices: a script where they are virtual, a person who is asked where they are real. */
import type { BenchDevice, BenchFile } from './bench-file.ts';
import { isReal } from './bench-file.ts';
import type { HilRig } from './rig.ts';

/** Asks a person to do something; resolves when it is done. */
export type AskPerson = (what: string) => Promise<void>;

/** What a citizen or clerk does with things. */
export interface Hands {
  insert(denomination_yen: number): Promise<void>;
  /** Takes back what was not accepted. */
  takeReturned(): Promise<void>;
  setCard(card: string): Promise<void>;
  takeCard(): Promise<void>;
  takeTray(): Promise<void>;
  /** Waits for one more sheet than `before`; gives how many lie there. */
  awaitPaper(before: number): Promise<number>;
  jamPaper(afterSheets: number): Promise<void>;
  clearJam(): Promise<void>;
}

const PAPER_WAITS_MS = 60_000;
const LOOK_MS = 200;
/** The reader looks every 0.4 s whether a card lies there. */
const CARD_SEEN_MS = 700;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** @param ask who is asked for real devices */
export function handsOf(rig: HilRig, bench: BenchFile, ask: AskPerson): Hands {
  const { kit, pcscd, printer } = rig.site;
  const real = (device: BenchDevice): boolean => isReal(bench, device);
  return {
    insert: async (denomination_yen) => {
      const isNote = denomination_yen >= 1_000;
      if (real(isNote ? 'notes' : 'coins'))
        return ask(`insert one ${isNote ? 'note' : 'coin'} of ${denomination_yen} yen`);
      if (isNote) kit.validator.insertNote(denomination_yen);
      else kit.acceptor.insertCoin(denomination_yen);
    },
    takeReturned: async () => {
      if (!real('notes')) kit.validator.takeReturned();
      if (!real('coins')) kit.places.moveAll('returnTray', 'citizen');
    },
    setCard: async (card) => {
      if (real('card')) return ask(`lay the card "${card}" on the reader`);
      pcscd.insert(rig.deck.take(card));
    },
    takeCard: async () => {
      if (real('card')) return ask('take the card off the reader');
      pcscd.remove();
      await pause(CARD_SEEN_MS);
    },
    takeTray: async () => {
      if (real('coins')) return ask('take everything out of the trays');
      kit.places.moveAll('changeTray', 'citizen');
      kit.places.moveAll('returnTray', 'citizen');
    },
    awaitPaper: async (before) => {
      if (real('printer')) {
        await ask('take the paper out of the exit');
        return before + 1;
      }
      const end_ms = performance.now() + PAPER_WAITS_MS;
      while (printer.sheets().length <= before || printer.engine.busy) {
        if (performance.now() > end_ms) throw new Error('no paper came');
        await pause(LOOK_MS);
      }
      return printer.sheets().length;
    },
    jamPaper: async (afterSheets) => {
      if (real('printer')) return ask(`let the sheet after ${afterSheets} good ones jam`);
      printer.setFaults(afterSheets === 0 ? { jamNextSheet: true } : { jamAfterSheets: afterSheets });
    },
    clearJam: async () => {
      if (real('printer')) return ask('pull the jammed sheet out');
      await pause(CARD_SEEN_MS);
      if (printer.clearJam() === null) throw new Error('no sheet lies in the paper path');
    },
  };
}
