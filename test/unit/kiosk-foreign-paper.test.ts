/** 「これは私のものではありません」 at a whole kiosk (D11): paper, money, books, centre and the next card. */
import { describe, expect, test } from 'vitest';
import { payAtKiosk, requestAtKiosk, authenticateAtKiosk, readSlipsUntilIdle } from '../simulation/citizen.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { SALE, ledgerOf, press } from './kiosk-staff-world.ts';

/** Two copies are paid, and the first sheet lies in the tray. */
function toFirstSheet(world: World): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, { ...SALE, copies: 2 });
  payAtKiosk(world, [1000]);
  world.press({ type: 'citizen.printStart' });
  world.until(() => world.offered({ type: 'citizen.notMine' }), 600_000);
}

function nextCard(world: World): void {
  world.press({ type: 'citizen.openGovernmentService' });
  world.press({ type: 'citizen.openCertificateService' });
  world.press({ type: 'citizen.agree' });
  world.hardware.reader.insert(world.card(SALE.subjectCn));
  world.until(() => world.view().screen === 'refusal' || world.view().screen === 'pin');
}

/** Sheets of documents alone, by the intents of the books. */
function leavesOut(world: World): number {
  return Number(
    world.database
      .prepare(
        `SELECT COUNT(*) FROM outcome JOIN intent USING (intent_id)
         WHERE json_extract(about, '$.kind') = 'printLeaf' AND result = 'done'`,
      )
      .pluck()
      .get(),
  );
}

describe('a paper that is not the citizen’s', () => {
  test('D11, D8, R75: no further leaf, what did not come out is paid back, and the next card of the town is refused before the PIN', () => {
    const world = createWorld();
    toFirstSheet(world);
    press(world, { type: 'citizen.notMine' });
    expect(world.view()).toMatchObject({ screen: 'askForeign' });
    press(world, { type: 'citizen.confirmNotMine' });
    const [open] = ledgerOf(world).openMismatches();
    expect(open).toMatchObject({ code: 'paperForeign', municipalityId: 'susono' });
    expect(world.view().screen).toBe('foreignPaper');
    expect(world.view().title).toContain(open?.reference);
    expect(world.view().help).toHaveLength(2);
    const sent = leavesOut(world);
    world.until(() => world.offered({ type: 'citizen.acknowledge' }), 600_000);
    // The leaf that was under way has ended, none was begun.
    expect(leavesOut(world) - sent).toBeLessThanOrEqual(1);
    const out = leavesOut(world);
    press(world, { type: 'citizen.acknowledge' });
    expect(world.view().ticks.map(({ item }) => item)).not.toContain('certificate');
    press(world, { type: 'citizen.confirmTaken' });
    world.until(() => world.view().screen === 'idle', 600_000);
    expect(leavesOut(world)).toBe(out);
    const paid_yen = 1000 - world.hardware.places.total_yen('changeTray');
    const earned_yen = Number(
      world.database
        .prepare(
          "SELECT COALESCE(SUM(fee_yen), 0) FROM certificate_set JOIN set_event USING (session_id, set_index) WHERE event = 'earned'",
        )
        .pluck()
        .get(),
    );
    expect(paid_yen).toBe(earned_yen);
    nextCard(world);
    // A neutral message: it was another citizen who saw the paper.
    expect(world.view()).toMatchObject({ screen: 'refusal', code: { number: 'M5108' } });
  });

  test('D7, D11: a power cut right after the touch forgets nothing; a clerk closes it with a reason and the town is served again', () => {
    const world = createWorld();
    toFirstSheet(world);
    press(world, { type: 'citizen.notMine' }, { type: 'citizen.confirmNotMine' });
    const [open] = ledgerOf(world).openMismatches();
    world.kill();
    world.start();
    readSlipsUntilIdle(world, 600_000);
    expect(ledgerOf(world).openMismatches()).toEqual([open]);
    nextCard(world);
    expect(world.view().screen).toBe('refusal');
    press(world, { type: 'citizen.acknowledge' });
    world.hardware.reader.remove();
    world.until(() => world.view().screen === 'idle', 600_000);
    expect(world.kiosk().staffKey(true)).toBe('open');
    press(
      world,
      { type: 'staff.choose', task: 'incidents' },
      { type: 'staff.chooseIncident', incident: open!.incident },
    );
    expect(world.view().staff?.guide.map(({ id }) => id)).toEqual(['mismatch-envelope', 'mismatch-callForeign']);
    press(world, { type: 'staff.giveReason', reason: 'paperRecovered' }, { type: 'staff.confirm' });
    world.kiosk().staffKey(false);
    world.until(() => world.view().screen === 'idle');
    nextCard(world);
    expect(world.view().screen).toBe('pin');
  });

  test('D8: a second one closes the service', () => {
    const world = createWorld();
    ledgerOf(world).recordMismatch({ code: 'documentStale', detail: 'x', municipalityId: 'fuchu' });
    toFirstSheet(world);
    press(world, { type: 'citizen.notMine' }, { type: 'citizen.confirmNotMine' });
    expect(world.kiosk().picture().reasons).toEqual(['documentStale', 'paperForeign']);
    // The session ends as any other: its money first.
    world.until(() => world.offered({ type: 'citizen.acknowledge' }), 600_000);
    press(world, { type: 'citizen.acknowledge' }, { type: 'citizen.confirmTaken' });
    world.until(() => world.view().screen === 'outOfService', 600_000);
  });
});
