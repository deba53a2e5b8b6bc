/** An open kiosk that nobody uses: processor time, memory of the whole tree, and what it writes to its log. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ApiCitizen } from '../../test/process/api-citizen.ts';
import { createCardAuthority } from '../../test/virtual/card/authority.ts';
import { startDaemon } from '../demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite } from '../demo/site.ts';
import { useOfTree } from '../process-tree.ts';
import type { BenchReport } from './report.ts';

/** Voices are rendered ahead at the first start of all, for minutes: idle begins when none has been added for so long. */
const RESTS_MS = 15_000;
const RENDERS_WITHIN_MS = 900_000;
const LOOKS_MS = 60_000;
const CPU_MOST_PERCENT = 1;
const DAY_S = 86_400;
const KB = 1024;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** Waits until the voices that are rendered ahead are all there. */
async function voicesAreRendered(stateFolder: string): Promise<void> {
  const count = (): number => readdirSync(join(stateFolder, 'voice')).length;
  const end_ms = performance.now() + RENDERS_WITHIN_MS;
  let before = -1;
  for (let now = count(); now !== before; now = count()) {
    if (performance.now() > end_ms) throw new Error('voices are still being rendered');
    before = now;
    await pause(RESTS_MS);
  }
}

export async function bench(report: BenchReport): Promise<void> {
  const site = await startSite({ authority: createCardAuthority(), sheet_ms: 200 });
  try {
    const files = makeKioskFiles(join(site.folder, 'idle'), site.facts, 0);
    const logFile = join(files.folder, 'log');
    const daemon = await startDaemon({ configFile: files.configFile, logFile });
    try {
      const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
      await citizen.until('an open kiosk', ({ screen }) => screen === 'idle', 60_000);
      await voicesAreRendered(files.stateFolder);
      const before = useOfTree(daemon.pid);
      const logged = statSync(logFile).size;
      const begun_ms = performance.now();
      await pause(LOOKS_MS);
      const after = useOfTree(daemon.pid);
      const span_s = (performance.now() - begun_ms) / 1000;
      const cpu_percent = ((after.cpu_s - before.cpu_s) / span_s) * 100;
      report.note('processes of the tree', after.processes);
      report.note('memory of the tree, PSS, MB', after.pss_mb.toFixed(0));
      report.note('memory of the tree, RSS, MB', after.rss_mb.toFixed(0));
      report.note('descriptors of the tree', after.descriptors);
      report.note(
        'log in a day at this rate, KB',
        (((statSync(logFile).size - logged) / span_s / KB) * DAY_S).toFixed(0),
      );
      report.note('processor, percent of a core', cpu_percent.toFixed(2));
      report.atMost('processor, percent of a core', cpu_percent, CPU_MOST_PERCENT);
      citizen.close();
    } finally {
      await daemon.end('SIGTERM');
    }
  } finally {
    await site.stop();
  }
}
