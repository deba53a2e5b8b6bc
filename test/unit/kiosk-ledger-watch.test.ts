/** How slow the disk under the books is: only commits say so. */
import { expect, test } from 'vitest';
import { SimulatedClock } from '../../src/base/simulated-clock.ts';
import { watchLedger } from '../../src/kiosk/money/ledger-watch.ts';
import { ServiceReasons } from '../../src/kiosk/service-reasons.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';
import type { Ledger } from '../../src/ledger/contract.ts';

function watched() {
  const clock = new SimulatedClock();
  let reasons: readonly string[] = [];
  let commit_ms = 0;
  const books = createLedger(openLedgerDatabase(':memory:'), () => clock.now_ms());
  const ledger: Ledger = {
    ...books,
    remember: (deviceId, memory) => {
      clock.stall(commit_ms);
      books.remember(deviceId, memory);
    },
  };
  const { watch, ledger: timed } = watchLedger(ledger, {
    clock,
    log: () => {},
    guarded: (work) => work,
    reasons: new ServiceReasons((all) => {
      reasons = all;
    }),
  });
  return {
    clock,
    watch,
    ledger: timed,
    reasons: () => reasons,
    slow: (next_ms: number) => {
      commit_ms = next_ms;
    },
  };
}

test('M1110: a disk that was too slow is trusted again after good commits, not after steps of the chain or reads', () => {
  const { clock, watch, ledger, reasons, slow } = watched();
  slow(LEDGER_LIMITS.commit_ms_max + 1);
  ledger.remember('coins', 'slow');
  clock.advance(1);
  expect(reasons()).toContain('ledgerSlow');

  slow(0);
  for (let step = 0; step < 2 * LEDGER_LIMITS.good_commits_min; step += 1) {
    ledger.chainOn(1);
    ledger.openEscrows('nobody');
  }
  clock.advance(1);
  expect(reasons()).toContain('ledgerSlow');

  // While the service is closed nothing else is booked: each look books that it looked.
  watch.start();
  clock.advance(LEDGER_LIMITS.look_every_ms * LEDGER_LIMITS.good_commits_min);
  expect(reasons()).not.toContain('ledgerSlow');
  watch.stop();
});
