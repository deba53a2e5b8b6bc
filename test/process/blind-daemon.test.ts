/**
 * The blind path on the real daemon: keys come as reports of a panel board, the card lies on pcscd's virtual reader, coins fall on a
 * pty, and every key is chosen by what the voice log says. No page is open: the voice and the keys need none.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCardDeck, type CardDeck } from '../../scripts/demo/cards.ts';
import { screenTokenOf, startSite, type Site } from '../../scripts/demo/site.ts';
import { followVoice } from '../../scripts/demo/voice.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { readStory, type Act } from '../stories/story.ts';
import { VirtualBoard } from '../virtual/hid/board.ts';
import { kioskFiles, startKiosk, type TestKiosk } from './rig.ts';
import { serveUsb, type UsbPort } from './usb-board.ts';

const HAND_MS = 700;
const LOOK_MS = 20;
const HEAR_MS = 60_000;
/** A place is said at once; a busy machine renders it later. */
const PLACE_MS = 20_000;
/** Between a key and the next: about as fast as a practised hand. */
const BETWEEN_KEYS_MS = 130;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** A WAV file of a moment of a tone, so that what is said takes no longer than it must. */
function shortVoice(): Buffer {
  const samples = Buffer.from(
    Int16Array.from({ length: 960 }, (_, at) => Math.round(8_000 * Math.sin(at / 10))).buffer,
  );
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

let site: Site;
let deck: CardDeck;
let board: VirtualBoard;
let port: UsbPort;
let kiosk: TestKiosk;
let ear: { close(): void };
const log: string[] = [];
/** So much of the log was there at the last act of the hands. */
let since = 0;
const heard = (): string => log.slice(since).join(' ');

beforeAll(async () => {
  deck = await createCardDeck();
  site = await startSite({ authority: deck.authority, sheet_ms: 200 });
  const wav = join(site.folder, 'voice.wav');
  writeFileSync(wav, shortVoice());
  const usb = join(site.folder, 'usb.sock');
  board = new VirtualBoard(new RealClock(), { lamps: [], sensors: [], equipment: 0b110 });
  port = await serveUsb(board, usb);
  const engine = JSON.stringify(['sh', '-c', `cat > /dev/null; cat ${wav}`]);
  const engines = LOCALES.map((locale) => `${JSON.stringify(locale)} = ${engine}`).join(', ');
  const files = kioskFiles(site, 'blind', (toml) =>
    toml
      .replace('player = "none"', `player = "none"\nengines = { ${engines} }`)
      .concat('\n[[devices]]\nid = "keys"\nclass = "keypad"\ndriver = "hid"\n'),
  );
  const hook = join(import.meta.dirname, 'usb-hook.ts');
  kiosk = await startKiosk(files, {
    environment: { NODE_OPTIONS: `--import=${hook}`, MADOGUCHI_TEST_USB: usb },
  });
  ear = followVoice(
    () => `${kiosk.daemon.screenUrl}#token=${screenTokenOf(kiosk.files)}`,
    ({ text }) => log.push(text),
  );
  await kiosk.until('open', ({ service }) => service.state === 'open');
  while (port.hosts() === 0) await pause(LOOK_MS);
}, 60_000);

afterAll(async () => {
  ear?.close();
  await kiosk?.stop();
  await port?.close();
  await site?.stop();
});

async function until(what: string, ready: () => boolean, within_ms = HEAR_MS): Promise<void> {
  const end_ms = performance.now() + within_ms;
  while (!ready()) {
    if (performance.now() > end_ms) throw new Error(`${what}: ${log.slice(-12).join(' | ')}`);
    await pause(LOOK_MS);
  }
}

const hear = (words: string): Promise<void> => until(`“${words}” was not heard`, () => heard().includes(words));

/** On from place to place; each is heard to its end, 「…個目」, before the next key. */
async function seek(words: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    since = log.length;
    board.press('next');
    await until('no place was heard', () => /個目/.test(heard()), PLACE_MS);
    if (heard().includes(words)) return pause(BETWEEN_KEYS_MS);
    await pause(BETWEEN_KEYS_MS);
  }
  throw new Error(`“${words}” is not among the places: ${log.slice(-60).join(' | ')}`);
}

async function perform(act: Act): Promise<void> {
  if (act.act === 'hear') return hear(act.words);
  if (act.act === 'seek') return seek(act.words);
  if (act.act !== 'await') since = log.length;
  switch (act.act) {
    case 'await':
      return;
    case 'key':
      board.press(act.key);
      return pause(BETWEEN_KEYS_MS);
    case 'figures':
      for (const digit of act.digits) {
        board.press(Number(digit));
        await pause(BETWEEN_KEYS_MS);
      }
      return;
    case 'setCard':
      return site.pcscd.insert(deck.take(act.card));
    case 'takeCard':
      site.pcscd.remove();
      return pause(HAND_MS);
    case 'coin':
      await pause(HAND_MS);
      site.kit.acceptor.insertCoin(act.denomination_yen);
      return;
    case 'takePaper':
      return until('no paper came', () => site.printer.sheets().length >= 2);
    case 'takeTray':
      site.kit.places.moveAll('changeTray', 'citizen');
      return;
    default:
      throw new Error(`nobody here does ${act.act}`);
  }
}

test(
  'R1–R13, EN 301 549, 5.1: a whole session of the real daemon by keypad and speech alone',
  { timeout: 180_000 },
  async () => {
    const { acts, ends } = readStory('blind');
    for (const [at, act] of acts.entries()) {
      try {
        await perform(act);
      } catch (error) {
        throw new Error(`act ${at + 1}, ${JSON.stringify(act)}: ${error instanceof Error ? error.message : ''}`, {
          cause: error,
        });
      }
    }
    expect(site.printer.sheets()).toHaveLength(ends.sheets);
    expect(site.kit.places.count('citizen', 100)).toBe(2);
    const keys = (await kiosk.status()).devices.find(({ class: deviceClass }) => deviceClass === 'keypad');
    expect(keys).toMatchObject({ id: 'keys', availability: 'online' });
  },
);
