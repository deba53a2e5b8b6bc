/**
 * npm run demo: a kiosk on virtual hardware, with two pages: the citizen's screen and the bench with cards, coins and paper.
 * npm run demo -- --auto: plays the main stories by real clicks and leaves pictures, papers, books and voice log in out/demo.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBench, type Bench } from '../test/virtual/bench/server.ts';
import { readStory } from '../test/stories/story.ts';
import { openScreen } from './demo/browser.ts';
import { benchHardware, readBooks } from './demo/hardware.ts';
import { play } from './demo/play.ts';
import { compareCash, compareStory, earnedSince, extractOf, takePaper, writeExtract } from './demo/report.ts';
import { startRig, type Rig } from './demo/rig.ts';
import { followVoice } from './demo/voice.ts';

const OUT = join(import.meta.dirname, '../out/demo');
const MAIN_STORIES = ['susono-juminhyo', 'fuchu-koseki', 'wrong-pin', 'cancel'];
const SCREEN_PORT = 8700;
const BENCH_PORT = 8701;
const SETTLES_MS = 4_000;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

async function playStories(rig: Rig, names: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const story = readStory(name);
    console.log(`▶ ${story.tells}`);
    const before = extractOf(rig);
    const browser = await openScreen(rig.screenUrl(), join(OUT, 'screens', name));
    try {
      const { paid_yen } = await play(story, rig, browser);
      await pause(SETTLES_MS);
      rig.kit.places.moveAll('changeTray', 'citizen');
      const after = extractOf(rig);
      const sheets = await takePaper(rig, join(OUT, 'paper'), name);
      const found = [
        ...compareStory({ story, paid_yen, sheets, earned: earnedSince(before, after) }),
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
  writeExtract(join(OUT, 'ledger.txt'), extractOf(rig));
  return faults;
}

function explain(rig: Rig, bench: Bench): void {
  console.log(`
窓口 — the kiosk is running on virtual hardware.

  1. screen  ${rig.screenUrl()}
  2. bench   ${bench.url}

Open both, side by side. On the screen press 「行政サービス」; when it asks for the card, lay 「見本 裾野太郎」 on the reader
at the bench (PIN 1234), and pay with the coins there. It is Wednesday, 16 April 2025, 10:00 at the centre.
Log: ${join(OUT, 'madoguchid.log')}
Ctrl-C stops everything that was started here.
`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { auto: { type: 'boolean' }, story: { type: 'string', multiple: true } } });
  const auto = values.auto === true || values.story !== undefined;
  if (auto) rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const rig = await startRig({
    screenPort: auto ? 0 : SCREEN_PORT,
    logFile: join(OUT, 'madoguchid.log'),
    ...(auto ? { sheet_ms: 1500 } : {}),
  });
  const bench = await startBench({
    port: auto ? 0 : BENCH_PORT,
    hardware: benchHardware(rig),
    readBooks: () => readBooks(rig),
    screenUrl: rig.screenUrl(),
  });
  const voice = followVoice(rig.screenUrl(), (said) => {
    appendFileSync(join(OUT, 'voice.txt'), `${said.text}\n`);
    const file = said.file === null ? null : join(rig.voiceFolder, said.file.split('/').at(-1) ?? '');
    if (file !== null && existsSync(file)) bench.utterance(readFileSync(file), said.text);
  });
  const stop = async (): Promise<void> => {
    voice.close();
    await bench.close();
    await rig.stop();
  };
  if (!auto) {
    explain(rig, bench);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    await stop();
    return 0;
  }
  const faults = await playStories(rig, values.story ?? MAIN_STORIES);
  await stop();
  console.log(faults.length === 0 ? `\nAll agree. Look at ${OUT}` : `\n${faults.length} differences. Look at ${OUT}`);
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = await main();
