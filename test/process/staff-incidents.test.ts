/** A clerk closes an incident by real touches: looked into, a reason, and a second touch that is not too quick (D7). */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDaemon } from '../../scripts/demo/daemon.ts';
import { screenTokenOf, type Site } from '../../scripts/demo/site.ts';
import { hashStaffCode } from '../../src/base/staff-code.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { groupGone, kioskFiles, startTestSite } from './rig.ts';
import { openClerk } from './staff-clerk.ts';

const CODE = '314159';

let site: Site;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);
afterAll(() => site.stop());

test('D7: a clerk closes what a citizen reported: no tick, one of four reasons, and nothing before 「確定」', async () => {
  const hash = hashStaffCode(Buffer.from(CODE), Buffer.alloc(16, 9));
  const files = kioskFiles(site, 'incidents', (toml) => `${toml}\n[staff]\ncode_hash = "${hash}"\n`);
  const database = openLedgerDatabase(files.ledgerFile);
  onTestFinished(() => void database.close());
  const books = createLedger(database, () => 0);
  const { incident, reference } = books.recordMismatch({ code: 'paperForeign', detail: 'x', municipalityId: 'susono' });
  const logFile = join(files.folder, 'madoguchid.log');
  const daemon = await startDaemon({ configFile: files.configFile, logFile, ownGroup: true });
  onTestFinished(async () => {
    await daemon.end('SIGTERM');
    await groupGone(daemon.pid);
  });
  const clerk = await openClerk(daemon.screenUrl, screenTokenOf(files), join(files.folder, 'screens'));
  onTestFinished(() => clerk.close());
  const { screen } = clerk;
  // One is open: the other municipalities are served.
  await screen.awaitScreen('idle');
  await clerk.knock();
  await clerk.typeCode(CODE);
  await screen.awaitScreen('staffMenu');
  await clerk.press('task.incidents');
  await screen.awaitScreen('staffList');
  expect(await screen.text()).toContain(reference);
  expect(await screen.page.locator(`[data-id="resolve.${incident}"]`).count()).toBe(0);
  await clerk.press(`incident.${incident}`);
  await screen.awaitScreen('staffIncident');
  expect(await screen.text()).toContain('封筒');
  await clerk.press('reason.paperRecovered');
  await screen.awaitScreen('staffReview');
  expect(books.openMismatches()).toHaveLength(1);
  await clerk.press('staffConfirm');
  await screen.awaitScreen('staffDone');
  expect(books.openMismatches()).toEqual([]);
  expect(screen.errors()).toEqual([]);
}, 120_000);
