/**
 * From a coin on the wire to the amount on the screen: the daemon on ptys, its published contract as the screen, against a bare
 * `serialport` loop that asks the same acceptor at the same interval. And what the polling costs: line and processor.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coinAcceptorOptions } from '../../drivers/cctalk/options.ts';
import { ApiCitizen } from '../../test/process/api-citizen.ts';
import { playOverApi } from '../../test/process/api-story.ts';
import { readStory } from '../../test/stories/story.ts';
import type { CcTalkBus } from '../../test/virtual/cctalk/bus.ts';
import { createCardDeck } from '../demo/cards.ts';
import { startDaemon, type Daemon } from '../demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite, type Site } from '../demo/site.ts';
import { spreadOf, type BenchReport } from './report.ts';

const PEER = fileURLToPath(new URL('./programs/coin-poll.ts', import.meta.url));
const POLL_MS = coinAcceptorOptions.parse({}).poll_ms;
const COIN_YEN = 10;
/** Coins of one measurement; ten-yen coins fit into any fee of it. */
const COINS = 40;
/** A hand is never in step with the polls. */
const HAND_MS = 400;
/** From the gate to the credit sensor: the virtual acceptor has the coin among its events so long after. */
const GATE_TO_CREDIT_MS = 220;
const COIN_SHOWS_MS = 15_000;
const OPENS_MS = 90_000;
const WATCHED_MS = 8_000;
/** 9600 baud, ten bits a byte. */
const LINE_BYTES_PER_S = 960;
const CLOCK_TICKS_PER_S = 100;
/** Our median as a share of the bare loop's, at most: checks, commit and view cost less than half a poll. */
const RATIO_MAX = 1.6;
/** Polling leaves at least half of the line to payouts. */
const LINE_SHARE_MAX = 0.5;

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** Measures; see {@link BenchReport} for what becomes of it. */
export async function bench(report: BenchReport): Promise<void> {
  const deck = await createCardDeck();
  const site = await startSite({ authority: deck.authority });
  try {
    report.note('poll interval', `${POLL_MS} ms: a coin waits half of it on average, all of it at worst`);
    const ours = await measureOurs(report, site, deck);
    const peer = await measurePeer(report, site);
    report.atMost('coin to screen / bare serialport loop, median', ours / peer, RATIO_MAX);
  } finally {
    await site.stop();
    site.kit.bus.powerOff();
    site.kit.validator.powerOff();
  }
}

// ----------------------------------------------------------------------------------------------------------------- ours

async function measureOurs(
  report: BenchReport,
  site: Site,
  deck: Awaited<ReturnType<typeof createCardDeck>>,
): Promise<number> {
  const files = makeKioskFiles(join(site.folder, 'bench'), site.facts, 0);
  const daemon = await startDaemon({ configFile: files.configFile, logFile: join(files.folder, 'madoguchid.log') });
  const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
  const wire = countBytes(site.kit.bus);
  try {
    await citizen.until('open', ({ screen }) => screen === 'idle', OPENS_MS);
    await watch(report, 'idle', daemon, wire);
    const story = readStory('susono-juminhyo');
    const toPay = story.acts.findIndex(({ act }) => act === 'coin');
    const acts = story.acts.slice(0, toPay).map((act) => (act.act === 'chooseCopies' ? { ...act, copies: 10 } : act));
    const hands = { kit: site.kit, reader: site.pcscd, card: (name: string) => deck.take(name) };
    await playOverApi({ ...story, acts }, hands, citizen);
    await citizen.until('coins taken', ({ money }) => takesCoin(money?.accepts.pieces));
    await pause(HAND_MS);
    const spans = await coinByCoin(site, (yen) =>
      citizen.until('the coin on the screen', ({ money }) => (money?.inserted.amount_yen ?? 0) >= yen, COIN_SHOWS_MS),
    );
    const { median } = tell(report, 'coin on the wire → amount in the view', spans);
    await watch(report, 'deposit open', daemon, wire);
    return median;
  } finally {
    citizen.close();
    await daemon.end('SIGTERM');
  }
}

function takesCoin(pieces: readonly { readonly amount_yen: number }[] = []): boolean {
  return pieces.some(({ amount_yen }) => amount_yen === COIN_YEN);
}

/** Puts coins in, one after the other; the time runs from the moment the acceptor has it among its events. */
async function coinByCoin(site: Site, shown: (inserted_yen: number) => Promise<unknown>): Promise<number[]> {
  const { acceptor, places } = site.kit;
  let gate_ms: number | null = null;
  places.onMove((from, to) => {
    if (from === 'acceptor-slot' && to === 'acceptor-path') gate_ms = performance.now();
  });
  const spans: number[] = [];
  for (let coin = 1; coin <= COINS; coin += 1) {
    gate_ms = null;
    acceptor.insertCoin(COIN_YEN);
    await shown(coin * COIN_YEN);
    if (gate_ms !== null) spans.push(performance.now() - gate_ms - GATE_TO_CREDIT_MS);
    await pause(HAND_MS + ((coin * 37) % POLL_MS));
  }
  return spans;
}

function tell(report: BenchReport, what: string, spans: readonly number[]): { readonly median: number } {
  const { median, p95 } = spreadOf(spans);
  report.series_ms(what, spans);
  report.note(
    `${what}: p50 / p95`,
    `${median.toFixed(0)} / ${p95.toFixed(0)} ms (floor ${POLL_MS / 2} / ${POLL_MS} ms)`,
  );
  return { median };
}

// ---------------------------------------------------------------------------------------------------- line and processor

/** Bytes on the coin line: requests come back as their echo, so what the host hears is everything, once. */
function countBytes(bus: CcTalkBus): { bytes(): number } {
  let bytes = 0;
  bus.onSend((sent) => (bytes += sent.length));
  return { bytes: () => bytes };
}

/** Processor time a process has used, in milliseconds. */
function cpu_ms(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  // utime and stime (proc_pid_stat(5)).
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS_PER_S;
}

async function watch(report: BenchReport, what: string, daemon: Daemon, wire: { bytes(): number }): Promise<void> {
  const before = { cpu_ms: cpu_ms(daemon.pid), bytes: wire.bytes(), at_ms: performance.now() };
  await pause(WATCHED_MS);
  const span_ms = performance.now() - before.at_ms;
  const share = (cpu_ms(daemon.pid) - before.cpu_ms) / span_ms;
  const line = ((wire.bytes() - before.bytes) * 1000) / span_ms / LINE_BYTES_PER_S;
  report.note(`${what}: share of one core`, `${(100 * share).toFixed(1)} %`);
  report.note(`${what}: share of the coin line`, `${(100 * line).toFixed(1)} %`);
  if (what === 'deposit open') report.atMost('share of the coin line while polling', line, LINE_SHARE_MAX);
}

// ----------------------------------------------------------------------------------------------------------------- peer

async function measurePeer(report: BenchReport, site: Site): Promise<number> {
  const peer = spawn(process.execPath, [PEER, site.ports.coins.path, String(POLL_MS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = changes(peer);
  try {
    await lines.next();
    await pause(HAND_MS);
    const before_ms = cpu_ms(peer.pid ?? 0);
    const start_ms = performance.now();
    const spans = await coinByCoin(site, () => lines.next());
    const share = (cpu_ms(peer.pid ?? 0) - before_ms) / (performance.now() - start_ms);
    report.note('bare serialport loop: share of one core', `${(100 * share).toFixed(1)} %`);
    return tell(report, 'coin on the wire → line of the bare serialport loop', spans).median;
  } finally {
    peer.stdin?.end();
  }
}

/** Lines that a program writes, one at a time. */
function changes(child: ChildProcess): { next(): Promise<void> } {
  let waiting = 0;
  let wake: (() => void) | null = null;
  child.stdout?.on('data', (data: Buffer) => {
    waiting += data.toString().split('\n').length - 1;
    wake?.();
  });
  return {
    next: async () => {
      const end_ms = performance.now() + COIN_SHOWS_MS;
      while (waiting === 0) {
        if (performance.now() > end_ms) throw new Error('the bare loop heard no coin');
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, HAND_MS);
        });
      }
      waiting -= 1;
    },
  };
}
