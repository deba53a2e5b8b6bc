import type { Timer } from '../../base/clock.ts';
import type { CellCommand, CellPort } from '../../cell/contract.ts';
import type { CodeName } from '../../base/codes.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

type Paper = Extract<CellCommand, { type: 'makeSheet' | 'makeSlip' | 'makeCalibration' }>;

/** Draws the papers of staff mode, one after the other, each in a cell that never has a citizen and ends with it. */
export interface StaffPrint {
  /** `done` is called once, with what went wrong or null, unless staff mode is left before it is drawn. */
  print(number: number, paper: Paper, done: (code: CodeName | null) => void): void;
  /** Staff mode is left: what is not drawn yet is not printed into a tray that nobody watches. */
  stop(): void;
}

/** `takeCell` gives a cell that never has a citizen; `printSheet` sends its raster to the printer. */
export function createStaffPrint(
  takeCell: () => CellPort,
  printSheet: (number: number, raster: Uint8Array, done: (code: CodeName | null) => void) => void,
  services: KioskServices,
): StaffPrint {
  const { clock, guarded } = services;
  const waiting: { readonly number: number; readonly paper: Paper; readonly done: (code: CodeName | null) => void }[] =
    [];
  let cell: CellPort | null = null;
  let limit: Timer | null = null;

  function end(): void {
    limit?.cancel();
    limit = null;
    cell?.close();
    cell = null;
  }

  function drawNext(): void {
    const [next] = waiting;
    if (next === undefined || cell !== null) return;
    const mine = takeCell();
    cell = mine;
    const over = (then: () => void): void => {
      if (cell !== mine) return;
      end();
      waiting.shift();
      then();
      drawNext();
    };
    limit = clock.after(KIOSK_LIMITS.staff_paper_drawn_ms, () =>
      guarded(() => over(() => next.done('paperDrawing')))(undefined),
    );
    mine.onFact(
      guarded((fact) => {
        // The raster is a buffer of our own: ending the cell does not touch it.
        if (fact.type === 'sheetMade' || fact.type === 'slipMade') {
          over(() => printSheet(next.number, fact.raster, next.done));
        } else if (fact.type === 'notMade') over(() => next.done(fact.code));
      }),
    );
    mine.onLost(guarded(() => over(() => next.done('cellLost'))));
    mine.send(next.paper);
  }

  return {
    print: (number, paper, done) => {
      if (waiting.length >= KIOSK_LIMITS.staff_papers_waiting_max) return done('printerNotReady');
      waiting.push({ number, paper, done });
      drawNext();
    },
    stop: () => {
      waiting.length = 0;
      end();
    },
  };
}
