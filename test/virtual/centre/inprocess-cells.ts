/** Cells without a process: the real core of a cell on a given clock, for simulation. */
import type { Clock } from '../../../src/base/clock.ts';
import type { CellSpeaker } from '../../../src/cell/citizen-texts.ts';
import type { CellPort } from '../../../src/cell/contract.ts';
import type { PageMaker } from '../../../src/paper/contract.ts';
import { createCellSession } from '../../../src/cell/session.ts';
import type { Municipality } from '../../../src/centre/municipality.ts';
import type { InProcessCentre } from './inprocess.ts';

export interface InProcessCells {
  /** A fresh cell, as `openCells(…).take()` of the daemon gives. */
  take(): CellPort;
  /** Ends every open cell as a crash would: each one's `onLost` is told. */
  crash(reason: string): void;
}

export function createInProcessCells(parts: {
  readonly centre: InProcessCentre;
  readonly pages: PageMaker;
  readonly clock: Clock;
  readonly kioskId: string;
  readonly municipalities: readonly Municipality[];
  /** Speaks names; left out: none is spoken. */
  readonly speaker?: () => CellSpeaker;
}): InProcessCells {
  const crashes = new Set<(reason: string) => void>();
  return {
    take: () => {
      const { centre, pages, clock, kioskId, municipalities } = parts;
      const core = createCellSession({
        centre: centre.newSession(),
        pages,
        unseal: centre.unseal,
        clock,
        kioskId,
        municipalities,
        ...(parts.speaker ? { speaker: parts.speaker() } : {}),
      });
      let isOpen = true;
      let lost: (reason: string) => void = () => {};
      const end = (): void => {
        isOpen = false;
        crashes.delete(crash);
        core.close();
      };
      const crash = (reason: string): void => {
        end();
        lost(reason);
      };
      crashes.add(crash);
      return {
        // A pipe never answers within the write: the core hears of a command one turn later.
        send: (command) => {
          clock.after(0, () => isOpen && core.handle(command));
        },
        onFact: (listener) => {
          core.onFact((fact) => {
            clock.after(0, () => isOpen && listener(fact));
          });
          clock.after(0, () => isOpen && listener({ type: 'ready' }));
        },
        onLost: (listener) => {
          lost = listener;
        },
        close: end,
      };
    },
    crash: (reason) => {
      for (const crash of [...crashes]) crash(reason);
    },
  };
}
