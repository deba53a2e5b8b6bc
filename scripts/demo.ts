/**
 * npm run demo: a kiosk on virtual hardware, with two pages: the citizen's screen and the bench with cards, coins and paper.
 * npm run demo -- --auto: plays the main stories by real clicks and leaves pictures, papers, books and voice log in out/demo.
 *   --story NAME   plays this one instead (again: several)
 *   --out DIR      leaves them there
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startBench, type Bench } from '../test/virtual/bench/server.ts';
import { readStory } from '../test/stories/story.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';
import { openScreen } from './demo/browser.ts';
import { benchHardware, readBooks } from './demo/hardware.ts';
import { play } from './demo/play.ts';
import {
  compareCash,
  compareClaims,
  compareStory,
  earnedSince,
  extractOf,
  takePaper,
  writeExtract,
} from './demo/report.ts';
import { startRig, type Rig } from './demo/rig.ts';
import { followVoice } from './demo/voice.ts';

const OUT_DEFAULT = join(import.meta.dirname, '../out/demo');
const LOG = 'madoguchid.log';
const LEFT = ['screens', 'paper', 'ledger.txt', 'voice.txt', LOG];
const MAIN_STORIES = ['susono-juminhyo', 'fuchu-koseki', 'wrong-pin', 'cancel', 'jam', 'power-cut'];
const STORIES = readdirSync(join(import.meta.dirname, '../test/stories'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .toSorted();
const SCREEN_PORT = 8700;
const BENCH_PORT = 8701;
const SETTLES_MS = 4_000;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

async function playStories(rig: Rig, names: readonly string[], out: string, heard: () => number): Promise<string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const story = readStory(name);
    console.log(`▶ ${story.tells}`);
    const before = extractOf(rig);
    const browser = await openScreen(rig.screenUrl(), join(out, 'screens', name));
    try {
      const { paid_yen } = await play(story, rig, browser, heard);
      await pause(SETTLES_MS);
      rig.kit.places.moveAll('changeTray', 'citizen');
      const after = extractOf(rig);
      const sheets = await takePaper(rig, join(out, 'paper'), name);
      const found = [
        ...compareStory({ story, paid_yen, sheets, earned: earnedSince(before, after) }),
        ...compareClaims(paid_yen, before, after),
        ...compareCash(rig, after),
        ...browser.errors().map((message) => `${name}: the page threw: ${message}`),
      ];
      faults.push(...found);
      console.log(found.length === 0 ? '  books, paper and cash agree' : found.map((line) => `  ✗ ${line}`).join('\n'));
    } catch (error) {
      const line = error instanceof Error ? error.message : String(error);
      faults.push(line);
      console.log(`  ✗ ${line}`);
    } finally {
      await browser.close();
    }
  }
  writeExtract(join(out, 'ledger.txt'), extractOf(rig));
  return faults;
}

function explain(rig: Rig, bench: Bench, logFile: string): void {
  console.log(`
窓口 — the kiosk is running on virtual hardware.

  1. screen  ${rig.screenUrl()}
  2. bench   ${bench.url}

Open both, side by side. On the screen press 「行政サービス」; when it asks for the card, lay 「見本 裾野太郎」 on the reader
at the bench (PIN 1234), and pay with the coins there. It is Wednesday, 16 April 2025, 10:00 at the centre.
Without looking at the screen: press any key of the keypad at the bench, and switch its sound on.
The technician's view, in another terminal (devices, config check likewise):
  node_modules/.bin/node scripts/launch/madoguchi.js status --config ${rig.configFile}
Log: ${logFile}
Ctrl-C stops everything that was started here.
`);
}

const INTERRUPTED = 130;

/** Ctrl-C or SIGTERM, heard from the beginning: what was started by then is stopped all the same. */
function hearInterruption(): { readonly came: Promise<void>; isDue(): boolean } {
  let due = false;
  const came = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        due = true;
        done();
      });
    }
  });
  return { came, isDue: () => due };
}

/** The bench page and the voice beside a rig; ends with the status of the demo. */
async function show(
  rig: Rig,
  auto: readonly string[] | null,
  out: string,
  interrupted: Promise<void>,
): Promise<number> {
  const bench = await startBench({
    port: auto ? 0 : BENCH_PORT,
    hardware: benchHardware(rig),
    readBooks: () => readBooks(rig),
    screenUrl: rig.screenUrl(),
  });
  let heard = 0;
  const voice = followVoice(rig.screenUrl, (said) => {
    heard += 1;
    appendFileSync(join(out, 'voice.txt'), `${said.text}\n`);
    const file = said.file === null ? null : join(rig.voiceFolder, said.file.split('/').at(-1) ?? '');
    if (file !== null && existsSync(file)) bench.utterance(readFileSync(file), said.text);
    else bench.caption(said.text, said.locale);
  });
  try {
    if (!auto) {
      explain(rig, bench, join(out, LOG));
      await interrupted;
      return 0;
    }
    const faults = await Promise.race([playStories(rig, auto, out, () => heard), interrupted]);
    if (!faults) return INTERRUPTED;
    console.log(faults.length === 0 ? `\nAll agree. Look at ${out}` : `\n${faults.length} differences. Look at ${out}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    voice.close();
    await bench.close();
  }
}

const HELP = `usage: npm run demo -- [options]

  (none)         a kiosk on virtual hardware, with the citizen's screen and the bench as two pages; Ctrl-C ends it
  --auto         plays the main stories by real clicks
  --story NAME   plays this one instead (again: several): ${STORIES.join(', ')}
  --out DIR      where pictures, papers, books and voice log are left (out/demo)
  --help

Ends with 0, with 1 when books, paper or cash differ, with 64 when it was called wrongly.
`;

async function main(): Promise<number> {
  const { values } = readArguments(
    { options: { auto: { type: 'boolean' }, story: { type: 'string', multiple: true }, out: { type: 'string' } } },
    HELP,
  );
  const unknown = values.story?.find((name) => !STORIES.includes(name));
  if (unknown !== undefined) throw new UsageError(`no story named ${unknown}; there are: ${STORIES.join(', ')}`);
  const interruption = hearInterruption();
  const auto = values.story ?? (values.auto === true ? MAIN_STORIES : null);
  const out = values.out === undefined ? OUT_DEFAULT : resolve(values.out);
  // Only what a demo left there: the folder may be anybody's.
  for (const name of LEFT) if (auto) rmSync(join(out, name), { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  let rig: Rig | null = null;
  try {
    rig = await startRig({
      screenPort: auto ? 0 : SCREEN_PORT,
      logFile: join(out, LOG),
      ...(auto ? { sheet_ms: 1500 } : {}),
    });
    return await show(rig, auto, out, interruption.came);
  } catch (error) {
    if (interruption.isDue()) return INTERRUPTED;
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await rig?.stop();
  }
}

// Interrupted in the middle of a story, its browser's steps still wait: nobody needs their end.
process.exit(await statusOf(main, HELP));
