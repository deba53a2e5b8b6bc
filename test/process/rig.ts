/** The real daemon as a process, for tests: on the demo's virtual site, or on a configuration that cannot work. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startDaemon, type Daemon, type DaemonOptions } from '../../scripts/demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type KioskFiles, type Site } from '../../scripts/demo/site.ts';
import { SCHEMA_VERSION, statusResultSchema, type StatusResult } from '../../src/api/messages.ts';
import { RealClock } from '../../src/base/real-clock.ts';
import { ask } from '../../src/cli/client.ts';
import { createCardAuthority } from '../virtual/card/authority.ts';

/** How long a process group may take to be gone. */
const GONE_WITHIN_MS = 8_000;
const LOOK_EVERY_MS = 100;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** A site on which nobody lays a card: its deck is not made. */
export function startTestSite(): Promise<Site> {
  return startSite({ authority: createCardAuthority(), sheet_ms: 200 });
}

/** A daemon on a site, and what a test asks of it. */
export interface TestKiosk {
  readonly files: KioskFiles;
  readonly daemon: Daemon;
  readonly logFile: string;
  status(): Promise<StatusResult>;
  /** Waits until the status is as wished; fails with the last one. */
  until(what: string, wished: (status: StatusResult) => boolean, within_ms?: number): Promise<StatusResult>;
  /** Takes the screen away. */
  closeScreen(): void;
  /** Ends it by SIGTERM, if it still runs, with everything it started. */
  stop(): Promise<void>;
}

/** Files of a new kiosk on the site; `change` edits its configuration. */
export function kioskFiles(site: Site, name: string, change: (toml: string) => string = (toml) => toml): KioskFiles {
  const files = makeKioskFiles(join(site.folder, name), site.facts, 0);
  writeFileSync(files.configFile, change(readFileSync(files.configFile, 'utf8')));
  return files;
}

/** Starts a daemon with a screen beside it, without which the service stays closed. */
export async function startKiosk(files: KioskFiles, more: Partial<DaemonOptions> = {}): Promise<TestKiosk> {
  const logFile = join(files.folder, 'madoguchid.log');
  const daemon = await startDaemon({ configFile: files.configFile, logFile, ownGroup: true, ...more });
  const screen = openScreen(daemon.screenUrl, screenTokenOf(files));
  const clock = new RealClock();
  const status = (): Promise<StatusResult> => ask(files.socketPath, 'status', statusResultSchema, clock);
  return {
    files,
    daemon,
    logFile,
    status,
    until: async (what, wished, within_ms = 20_000) => {
      const end_ms = performance.now() + within_ms;
      for (;;) {
        const now = await status();
        if (wished(now)) return now;
        if (performance.now() > end_ms) throw new Error(`not ${what} in time: ${JSON.stringify(now, null, 1)}`);
        await pause(LOOK_EVERY_MS);
      }
    },
    closeScreen: () => screen.terminate(),
    stop: async () => {
      screen.terminate();
      await daemon.end('SIGTERM');
      await groupGone(daemon.pid);
    },
  };
}

/** A citizen's screen that only looks. */
function openScreen(screenUrl: string, token: string): WebSocket {
  const { host, origin } = new URL(screenUrl);
  const socket = new WebSocket(`ws://${host}/screen`, { origin });
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', schema: SCHEMA_VERSION, role: 'panel', token })));
  socket.on('error', () => undefined);
  return socket;
}

/** Command lines of the living processes of a group, by number. */
export function groupOf(group: number): string[] {
  const found: string[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // Behind the name in brackets: state, parent, group (proc_pid_stat(5)).
      const [state, , pgrp] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (Number(pgrp) !== group || state === 'Z') continue;
      found.push(`${name} ${readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')}`);
    } catch {
      // Ended while we looked.
    }
  }
  return found;
}

/** Waits until nothing of a group lives; resolves with what still does when it does not end. */
export async function groupGone(group: number, within_ms = GONE_WITHIN_MS): Promise<string[]> {
  const end_ms = performance.now() + within_ms;
  for (;;) {
    const left = groupOf(group);
    if (left.length === 0 || performance.now() > end_ms) return left;
    await pause(LOOK_EVERY_MS);
  }
}

/** Codes of the reasons against serving. */
export const codesOf = ({ service }: StatusResult): string[] => service.reasons.map(({ code }) => code);

/** State and reasons of one device, as one line of text. */
export function deviceText(status: StatusResult, id: string): string {
  const device = status.devices.find((candidate) => candidate.id === id);
  if (!device) return `${id} is missing`;
  return [device.availability, ...device.reasons.map(({ code, detail }) => `${code} ${detail}`)].join(' · ');
}
