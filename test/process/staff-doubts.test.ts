/** Money in question by real touches: a clerk counts, decides and books it; two quick touches book nothing twice. */
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
/** A touch as soon as this screen is there, by the page itself: the way to a busy browser takes longer than its first second. */
const touchAsItComes = (name: string, x: number, y: number): string => `new Promise((touched) => {
  new MutationObserver((_, observer) => {
    if (document.body.dataset.screen !== '${name}') return;
    observer.disconnect();
    setTimeout(() => {
      const there = document.elementFromPoint(${x}, ${y});
      there?.click();
      touched(there?.closest('button')?.disabled ?? null);
    });
  }).observe(document.body, { attributes: true });
})`;

let site: Site;

beforeAll(async () => {
  site = await startTestSite();
}, 60_000);
afterAll(() => site.stop());

test('a clerk takes out a part, counts, and decides about money that nobody could tell; a second touch does nothing', async () => {
  const hash = hashStaffCode(Buffer.from(CODE), Buffer.alloc(16, 9));
  const files = kioskFiles(site, 'doubts', (toml) => `${toml}\n[staff]\ncode_hash = "${hash}"\n`);
  const books = () => {
    const database = openLedgerDatabase(join(files.stateFolder, 'ledger.sqlite'));
    return { ledger: createLedger(database, () => 0), close: () => database.close() };
  };
  const before = books();
  before.ledger.recordUncertain({
    factId: 'lost-1',
    sessionId: null,
    deviceId: 'coins',
    least_yen: 0,
    most_yen: 500,
    reason: 'cashEventsLost',
    memory: '',
  });
  before.close();
  const logFile = join(files.folder, 'madoguchid.log');
  const daemon = await startDaemon({ configFile: files.configFile, logFile, ownGroup: true });
  onTestFinished(async () => {
    await daemon.end('SIGTERM');
    await groupGone(daemon.pid);
  });
  const clerk = await openClerk(daemon.screenUrl, screenTokenOf(files), join(files.folder, 'screens'));
  onTestFinished(() => clerk.close());
  const { screen } = clerk;
  /** One touch a screen: a second one on the page before is dropped. */
  const backToMenu = async (): Promise<void> => {
    await clerk.press('back');
    await screen.awaitScreen('staffList');
    await clerk.press('back');
    await screen.awaitScreen('staffMenu');
  };
  await screen.awaitScreen('idle');
  await clerk.knock();
  await clerk.typeCode(CODE);
  await screen.awaitScreen('staffMenu');
  expect(await clerk.text('.head-place')).toMatch(/係員が作業中です.*Staff at work/);

  await clerk.press('task.doubts', 'doubt.lost-1');
  await screen.awaitScreen('staffDoubt');
  await screen.page.waitForSelector('text=先に「締め」');
  expect(await screen.page.locator('[data-id="decideAll"]').isDisabled()).toBe(true);
  await backToMenu();
  await clerk.press('task.collect', 'unit.hopper-100', 'toCountPart');
  await clerk.count([10]);
  await screen.awaitScreen('staffReview');
  await clerk.press('staffConfirm', 'toMenu', 'task.collect', 'unit.hopper-50', 'toCount');
  const { page } = screen;
  await clerk.count([40]);
  // Three touches in the same place: what comes there is dead for a second.
  await screen.awaitScreen('staffReview');
  const box = await page.locator('[data-id="staffConfirm"]:not([disabled])').boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  const third = page.evaluate<boolean | null>(touchAsItComes('staffDone', x, y));
  await Promise.all([page.mouse.click(x, y), page.mouse.click(x, y)]);
  expect(await third, 'a button lies there, and it is dead').toBe(true);
  await screen.awaitScreen('staffDone');
  expect(await page.getAttribute('body', 'data-screen')).toBe('staffDone');

  await clerk.press('toMenu', 'task.doubts', 'doubt.lost-1', 'decidePart');
  await screen.awaitScreen('staffAmount');
  for (const digit of '200') await clerk.press(`count.${digit}`);
  await screen.picture('amount');
  await clerk.press('submit', 'staffConfirm');
  await screen.awaitScreen('staffDone');
  expect(await clerk.text('.staff-result')).toBe('見つかった金額 200円');
  await clerk.press('toMenu', 'task.doubts', 'doubt.held:unclaimed');
  await screen.awaitScreen('staffDoubt');
  await backToMenu();
  await clerk.press('task.guide');
  await screen.awaitScreen('staffList');
  await clerk.press('cancel');
  await screen.awaitScreen('idle');
  expect(screen.errors()).toEqual([]);
  await daemon.end('SIGTERM');

  const after = books();
  onTestFinished(() => void after.close());
  expect(after.ledger.balance_yen('unclaimed')).toBe(200);
  expect(after.ledger.openExchanges()).toEqual([]);
}, 120_000);
