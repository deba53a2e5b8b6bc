/**
 * From exec to READY and to the first screen, on a site of virtual devices, each on its real wire. What the kiosk waits for is each
 * device's own time, and stands apart. The named peer is Node itself, which every program in it has to start.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { statusResultSchema } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import { ApiCitizen } from '../../test/process/api-citizen.ts';
import { createCardAuthority } from '../../test/virtual/card/authority.ts';
import { startDaemon } from '../demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from '../demo/site.ts';
import type { BenchReport } from './report.ts';

const STARTS = 7;
const FIRST_SCREEN_MOST_MS = 1_500;
const OPENS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 25;

/** One start: milliseconds from exec. */
interface Start {
  readonly ready_ms: number;
  readonly screen_ms: number;
  /** When each device could be used. */
  readonly devices_ms: ReadonlyMap<string, number>;
  readonly open_ms: number;
}

async function startOnce(site: Site, number: number): Promise<Start> {
  const files = makeKioskFiles(join(site.folder, `start-${number}`), site.facts, 0);
  const begun_ms = performance.now();
  const since_ms = (): number => performance.now() - begun_ms;
  const daemon = await startDaemon({ configFile: files.configFile, logFile: join(files.folder, 'log') });
  const ready_ms = since_ms();
  try {
    const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
    const screen_ms = since_ms();
    const clock = new RealClock();
    const devices_ms = new Map<string, number>();
    for (;;) {
      const status = await ask(files.socketPath, 'status', statusResultSchema, clock);
      for (const { id, availability } of status.devices)
        if (!devices_ms.has(id) && (availability === 'online' || availability === 'attention'))
          devices_ms.set(id, since_ms());
      if (status.service.state === 'open') break;
      if (since_ms() > OPENS_WITHIN_MS) throw new Error(`not open: ${JSON.stringify(status.service)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const open_ms = since_ms();
    citizen.close();
    return { ready_ms, screen_ms, devices_ms, open_ms };
  } finally {
    await daemon.end('SIGTERM');
    rmSync(files.folder, { recursive: true, force: true });
  }
}

async function startOfNode_ms(): Promise<number> {
  const begun_ms = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close');
  return performance.now() - begun_ms;
}

export async function bench(report: BenchReport): Promise<void> {
  const site = await startSite({ authority: createCardAuthority(), sheet_ms: 200 });
  try {
    const starts: Start[] = [];
    const node_ms: number[] = [];
    // As installed: code is compiled once. The first start fills file cache and compiled code, and is left out.
    process.env['NODE_COMPILE_CACHE'] = join(site.folder, 'compiled');
    await startOnce(site, 0);
    for (let number = 1; number <= STARTS; number += 1) {
      starts.push(await startOnce(site, number));
      node_ms.push(await startOfNode_ms());
    }
    const node = report.series_ms('peer: an empty program in Node', node_ms);
    const ready = report.series_ms('exec → READY', starts.map((start) => start.ready_ms)); // prettier-ignore
    const screen = report.series_ms('exec → first screen', starts.map((start) => start.screen_ms)); // prettier-ignore
    for (const id of starts[0]?.devices_ms.keys() ?? [])
      report.series_ms(`exec → ${id} can be used`, starts.flatMap((start) => start.devices_ms.get(id) ?? [])); // prettier-ignore
    report.series_ms('exec → service open', starts.map((start) => start.open_ms)); // prettier-ignore
    report.note('READY as a multiple of the peer', (ready.median / node.median).toFixed(1));
    report.atMost('exec → first screen, median, ms', screen.median, FIRST_SCREEN_MOST_MS);
    report.atMost('exec → READY, median, ms', ready.median, FIRST_SCREEN_MOST_MS);
  } finally {
    await site.stop();
  }
}
