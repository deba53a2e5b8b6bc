/** What the browser holds after each citizen. */
import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import type { World } from '../../../test/unit/api-world.ts';
import { eventually, show } from '../../../test/unit/api-world.ts';
import { pause, type Screen } from './painted.ts';

/** What a citizen sees on the way. */
const WAY = [
  ...(['governmentMenu', 'notes', 'setCard', 'pin', 'takeCard', 'certificate', 'items', 'persons'] as const),
  ...(['copies', 'check', 'pay', 'printing', 'takeItems'] as const),
];
const LAST = WAY.at(-1)!;
/** A screen is drawn before the next comes. */
const SCREEN_MS = 4;
const EVERY = 10;
const KB_OF_MB = 1024;
const BYTES_OF_MB = 1024 * 1024;

/** After so many citizens. */
export interface Held {
  readonly citizens: number;
  /** Live objects of the page, after a forced collection. */
  readonly heap_mb: number;
  readonly nodes: number;
  /** Memory of their own (without files, which other browsers share) of the renderers, and of all processes of the browser. */
  readonly renderers_mb: number;
  readonly browser_mb: number;
  readonly processes: number;
}

/** Serves citizens one after the other, each in a document of its own, at most `citizens` and not longer than `span_ms`. */
export async function serveCitizens(
  { api, heard }: World,
  { browser, page }: Screen,
  limits: { readonly citizens: number; readonly span_ms: number },
): Promise<Held[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const system = await browser.newBrowserCDPSession();
  const held: Held[] = [];
  const end_ms = performance.now() + limits.span_ms;
  for (let citizens = 1; citizens <= limits.citizens && performance.now() < end_ms; citizens += 1) {
    for (const screen of WAY) {
      show(api, screen);
      if (screen === 'persons') api.relayCitizenText('household.1', new TextEncoder().encode(`見本 太郎 ${citizens}`));
      await pause(SCREEN_MS);
    }
    await page.waitForSelector(`body[data-screen="${LAST}"]`);
    if (citizens % EVERY === 0) held.push({ citizens, ...(await heldBy(session, system)) });
    heard.screen.length = 0;
    show(api, 'idle');
    api.renewScreen();
    await eventually(() => heard.screen.includes(true));
  }
  return held;
}

async function heldBy(session: CDPSession, system: CDPSession): Promise<Omit<Held, 'citizens'>> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.map(({ type, id }) => ({ type, mb: own_mb(id) }));
  const sum = (list: typeof sizes): number => list.reduce((all, { mb }) => all + mb, 0);
  return {
    heap_mb: metric('JSHeapUsedSize') / BYTES_OF_MB,
    nodes: metric('Nodes'),
    renderers_mb: sum(sizes.filter(({ type }) => type === 'renderer')),
    browser_mb: sum(sizes),
    processes: sizes.length,
  };
}

/** Anonymous memory of a process, in memory and swapped out (proc_pid_smaps(5)); 0 when it has ended meanwhile. */
function own_mb(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kb = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
    return (kb('Pss_Anon') + kb('SwapPss')) / KB_OF_MB;
  } catch {
    return 0;
  }
}

/** Growth for each thousand citizens by least squares, the first fifth left out: a browser that has just begun fills its caches. */
export function slopeOf(held: readonly Held[], of: (one: Held) => number): number {
  const points = held.slice(Math.floor(held.length / 5)).map((one) => ({ x: one.citizens / 1000, y: of(one) }));
  const mean = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0) / values.length;
  const [x0, y0] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  return (
    points.reduce((all, { x, y }) => all + (x - x0) * (y - y0), 0) /
    points.reduce((all, { x }) => all + (x - x0) ** 2, 0)
  );
}
