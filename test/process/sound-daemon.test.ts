/** The voice of a real daemon, heard in a room: it belongs to the daemon and goes on without any screen. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCardDeck, type CardDeck } from '../../scripts/demo/cards.ts';
import { startDaemon } from '../../scripts/demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from '../../scripts/demo/site.ts';
import { statusResultSchema } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import { readStory } from '../stories/story.ts';
import { ApiCitizen } from './api-citizen.ts';
import { playOverApi } from './api-story.ts';
import { openSoundRoom, type Ear, type SoundRoom } from './sound-room.ts';

/** The reminder says what is left every nine seconds at first. */
const SAYS_AGAIN_MS = 15_000;
const CANCEL = readStory('cancel');
/** Up to the moment at which the card lies there and the PIN is asked for. */
const CARD_LIES = CANCEL.acts.findIndex((act) => act.act === 'await' && act.screen === 'pin') + 1;

let room: SoundRoom;
let ear: Ear;
let deck: CardDeck;
let site: Site;

beforeAll(async () => {
  room = await openSoundRoom();
  ear = await room.listen('speaker');
  deck = await createCardDeck();
  site = await startSite({ authority: deck.authority, sheet_ms: 150 });
}, 90_000);
afterAll(async () => {
  await site.stop();
  await room.close();
});

async function isHeard(within_ms: number): Promise<boolean> {
  ear.clear();
  const end_ms = performance.now() + within_ms;
  while (ear.lastSound_ms() === null && performance.now() < end_ms) await wait(10);
  return ear.lastSound_ms() !== null;
}

test('R13, R103: the reminder speaks on when the screen has crashed, until 「確認（音声停止）」 is pressed on the next one: then within 300 ms', async () => {
  const files = makeKioskFiles(join(site.folder, 'kiosk'), site.facts, 0);
  const text = readFileSync(files.configFile, 'utf8').replace(
    'player = "none"',
    'player = "pw-play"\nspeaker = "speaker"',
  );
  writeFileSync(files.configFile, text);
  const daemon = await startDaemon({
    configFile: files.configFile,
    logFile: join(files.folder, 'log'),
    environment: { XDG_RUNTIME_DIR: room.runtimeDir },
    ownGroup: true,
  });
  onTestFinished(async () => void (await daemon.end('SIGTERM')));
  const open = (): Promise<ApiCitizen> => ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
  const first = await open();
  await first.until('an open kiosk', ({ screen }) => screen === 'idle', 30_000);
  const hands = { kit: site.kit, reader: site.pcscd, card: (name: string) => deck.take(name) };
  await playOverApi({ ...CANCEL, acts: CANCEL.acts.slice(0, CARD_LIES) }, hands, first);
  await first.press('cancel');
  await first.until('the reminder', ({ screen }) => screen === 'takeItems');
  expect(await isHeard(SAYS_AGAIN_MS)).toBe(true);
  // The screen is gone in the midst of it, and then the card: what runs may end, the next sentence must come.
  first.close();
  site.pcscd.remove();
  while (!ear.isQuietFor(1_000)) await wait(20);
  expect(await isHeard(SAYS_AGAIN_MS)).toBe(true);
  const second = await open();
  onTestFinished(() => second.close());
  await second.until('the button', ({ screen }) => screen === 'takeItems');
  expect(ear.isQuietFor(300)).toBe(false);
  const pressed_ms = performance.now();
  await second.press('confirmTaken');
  await wait(900);
  expect((ear.lastSound_ms() ?? Infinity) - pressed_ms).toBeLessThan(300);
  const { devices } = await ask(files.socketPath, 'status', statusResultSchema, new RealClock());
  expect(devices.find(({ id }) => id === 'sound')).toEqual({
    id: 'sound',
    class: 'sound',
    availability: 'online',
    reasons: [],
  });
}, 120_000);
