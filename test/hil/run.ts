/** Runs the stories of a bench, one after the other, and compares books, paper and cash with what each tells. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openScreen } from '../../scripts/demo/browser.ts';
import { compareStory, earnedSince } from '../../scripts/demo/report.ts';
import { statusResultSchema } from '../../src/api/messages.ts';
import { traceStateResultSchema, traceStateSchema } from '../../src/api/methods/trace.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { askFor } from '../../src/cli/client.ts';
import { readStory, type Story } from '../stories/story.ts';
import { makePicture } from '../virtual/printer/pictures.ts';
import { isReal, type BenchFile } from './bench-file.ts';
import { handsOf, type AskPerson, type Hands } from './hands.ts';
import { playOnBench } from './player.ts';
import { writeReport, type StoryRun } from './report.ts';
import { startHilRig, type HilRig } from './rig.ts';

/** A third of a page's resolution is enough to read it. */
const PAGE_HEIGHT_MAX = 1_600;
const SETTLES_MS = 3_000;
/** Longest start of real devices. */
const STARTS_MS_MAX = 60_000;
const LOOK_MS = 300;

/** A bench, and how a person at it is reached. */
export interface HilOptions {
  readonly bench: BenchFile;
  /** Where report, pictures and log are left. */
  readonly out: string;
  readonly ask: AskPerson;
  readonly say: (line: string) => void;
}

/** Plays all; the report is written whatever happens. */
export async function runBench({ bench, out, ask, say }: HilOptions): Promise<readonly StoryRun[]> {
  const stories = bench.stories.map(readStory);
  mkdirSync(out, { recursive: true });
  const rig = await startHilRig(bench, join(out, 'madoguchid.log'));
  // A trace that begins when every device has answered can be replayed from a start.
  await devicesOnline(rig);
  const runs: StoryRun[] = [];
  try {
    const hands = handsOf(rig, bench, ask);
    for (const story of stories) {
      say(`▶ ${story.tells}`);
      runs.push(await runStory(story, { bench, out, ask, say }, rig, hands));
    }
  } finally {
    await rig.stop();
    writeReport(out, bench, runs);
  }
  return runs;
}

async function runStory(story: Story, options: HilOptions, rig: HilRig, hands: Hands): Promise<StoryRun> {
  const folder = join(options.out, story.name);
  const before = rig.extract();
  const pocket_yen = rig.site.kit.places.total_yen('citizen');
  mkdirSync(folder, { recursive: true });
  const stopTrace = await traceOf(story.name, rig, join(folder, 'devices.trace'));
  const browser = await openScreen(rig.screenUrl(), join(folder, 'screens'));
  try {
    const save = async (name: string): Promise<void> => {
      await browser.page.screenshot({ path: join(folder, name) });
    };
    const steps = await playOnBench(story, rig, { ...browser, save }, hands, options.say);
    await new Promise((resolve) => setTimeout(resolve, SETTLES_MS));
    await hands.takeTray();
    const sheets = rig.site.printer.sheets().length;
    const pages = await savePages(rig, folder);
    const paid_yen = pocket_yen - rig.site.kit.places.total_yen('citizen');
    const earned = earnedSince(before, rig.extract());
    // Of real devices only the books are known here; a person sees the rest.
    const isCashReal = isReal(options.bench, 'coins') || isReal(options.bench, 'notes');
    const compared = compareStory({
      story,
      paid_yen: isCashReal ? story.ends.citizenPaid_yen : paid_yen,
      sheets: isReal(options.bench, 'printer') ? story.ends.sheets : sheets,
      earned,
    });
    if (isCashReal) await options.ask(`compare: the citizen has paid ${story.ends.citizenPaid_yen} yen in all`);
    const thrown = browser.errors().map((message) => `the page threw: ${message}`);
    return { name: story.name, tells: story.tells, steps, differences: [...compared, ...thrown], pages };
  } finally {
    await browser.close();
    await stopTrace();
  }
}

/** Waits until every device has answered; what is missing for good is for the stories to find. */
async function devicesOnline({ files: { socketPath } }: HilRig): Promise<void> {
  const end_ms = performance.now() + STARTS_MS_MAX;
  const question = { socketPath, clock: new RealClock(), method: 'status', params: {} } as const;
  while (performance.now() < end_ms) {
    const { devices } = await askFor(question, statusResultSchema);
    if (
      devices.length > 0 &&
      devices.every(({ availability }) => availability !== 'starting' && availability !== 'offline')
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Records what goes over the wires while a story is played; the returned function ends it and leaves it in the file. */
async function traceOf(name: string, rig: HilRig, file: string): Promise<() => Promise<void>> {
  const { socketPath } = rig.files;
  const question = { socketPath, clock: new RealClock(), by: 'bench' };
  const begun = await askFor({ ...question, method: 'trace.record', params: { name } }, traceStateSchema);
  return async () => {
    await askFor({ ...question, method: 'trace.stop', params: {} }, traceStateResultSchema);
    copyFileSync(begun.file, file);
  };
}

async function savePages(rig: HilRig, folder: string): Promise<string[]> {
  const pages: string[] = [];
  for (const [index, sheet] of rig.site.printer.takeOutput().entries()) {
    for (let side = 0; side < sheet.sides; side += 1) {
      const png = await makePicture(sheet, side, PAGE_HEIGHT_MAX);
      if (!png) continue;
      const name = `page-${index + 1}-${side === 0 ? 'front' : 'back'}.png`;
      writeFileSync(join(folder, name), png);
      pages.push(name);
    }
  }
  return pages;
}
