import type { Timer } from '../base/clock.ts';
import type { CellCommand, CellPort } from '../cell/contract.ts';
import type { CodeName } from '../base/codes.ts';
import type { KioskServices } from './services.ts';

/** A cell that draws nothing for so long never will. */
const DRAWS_MS = 30_000;

/** Draws one paper of staff mode in a cell that never has a citizen, and ends the cell. */
export interface StaffPrint {
  print(number: number, paper: Extract<CellCommand, { type: 'makeSheet' | 'makeSlip' }>): void;
  /** Staff mode is left: what is not drawn yet is not printed into a tray that nobody watches. */
  stop(): void;
}

export function createStaffPrint(
  takeCell: () => CellPort,
  printSheet: (number: number, raster: Uint8Array) => void,
  services: KioskServices,
): StaffPrint {
  const { clock, guarded, send } = services;
  let cell: CellPort | null = null;
  let limit: Timer | null = null;

  function end(): void {
    limit?.cancel();
    limit = null;
    cell?.close();
    cell = null;
  }

  function failed(code: CodeName): void {
    end();
    send({ type: 'staff.printFailed', code });
  }

  return {
    print: (number, paper) => {
      end();
      const mine = takeCell();
      cell = mine;
      limit = clock.after(DRAWS_MS, () => guarded(() => failed('paperDrawing'))(undefined));
      mine.onFact(
        guarded((fact) => {
          if (cell !== mine) return;
          if (fact.type === 'sheetMade' || fact.type === 'slipMade') {
            // The raster is a buffer of our own: ending the cell does not touch it.
            end();
            printSheet(number, fact.raster);
          } else if (fact.type === 'notMade') failed(fact.code);
        }),
      );
      mine.onLost(
        guarded(() => {
          if (cell === mine) failed('cellLost');
        }),
      );
      mine.send(paper);
    },
    stop: end,
  };
}
