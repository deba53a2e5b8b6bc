/**
 * The fleet as a whole: a real broker, kiosks that tell events, their agents in several processes, lines that are cut, a broker that
 * is restarted, agents that are killed. Counts what the collector has against what happened.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../src/base/random.ts';
import { startCollector } from './collector.ts';
import { prepareMosquitto } from './mosquitto.ts';
import { idOf } from './source.ts';
import { openTcpProxy } from './tcp-proxy.ts';

export interface FleetRun {
  readonly seed: number;
  readonly kiosks: number;
  /** Agents in each process. */
  readonly together: number;
  /** Events of each kiosk, and the time in which they happen. */
  readonly events: number;
  readonly span_ms: number;
  /** Time between two cuts (a tenth of the lines each), broker restarts, and kills of a process with all its agents. */
  readonly cut_ms: number;
  readonly restart_ms: number;
  readonly kill_ms: number;
  /** How long a broker that was stopped stays away. */
  readonly away_ms: number;
  /** Everything has to be there so long after the last event. */
  readonly settle_ms: number;
}

export interface FleetFound {
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));
const said = (child: ChildProcess, word: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message === word) resolve();
    });
    child.once('exit', () => reject(new Error(`a process ended before it said ${word}`)));
  });

function program(name: string, plan: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, name), plan], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Plays it. */
export async function runFleet(run: FleetRun): Promise<FleetFound> {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-fleet-'));
  const random = new SeededRandom(run.seed);
  const broker = await prepareMosquitto(join(folder, 'broker'));
  await broker.start();
  const collector = await startCollector(broker);
  const proxy = await openTcpProxy(broker.port);
  const children: ChildProcess[] = [];
  const counts = { cuts: 0, restarts: 0, kills: 0 };
  try {
    const kiosks = Array.from({ length: run.kiosks }, (_, n) => {
      const kioskId = `K-${String(n).padStart(4, '0')}`;
      return { kioskId, socketPath: join(folder, 's', kioskId), stateFile: join(folder, 'a', `${kioskId}.json`) };
    });
    for (const name of ['s', 'a']) mkdirSync(join(folder, name));
    const sources = join(folder, 'sources.json');
    const { seed, events, span_ms } = run;
    writeFileSync(
      sources,
      JSON.stringify({
        seed,
        events,
        span_ms,
        kiosks: kiosks.map(({ kioskId, socketPath }) => ({ kioskId, socketPath })),
      }),
    );
    const source = program('sources-program.ts', sources);
    children.push(source);
    await said(source, 'ready');
    const plans = Array.from({ length: Math.ceil(run.kiosks / run.together) }, (_, n) => {
      const plan = join(folder, `agents-${n}.json`);
      const own = kiosks.slice(n * run.together, (n + 1) * run.together).map((kiosk) => {
        const { certificate_pem, key_pem } = broker.authority.issueClient(kiosk.kioskId);
        const keys = { clientCertificate_pem: certificate_pem, clientKey_pem: key_pem };
        const url = `mqtts://127.0.0.1:${proxy.port}`;
        return { ...kiosk, broker: { url, trustAnchor_pem: broker.authority.ca_pem, ...keys } };
      });
      writeFileSync(plan, JSON.stringify(own));
      return plan;
    });
    const agents = plans.map((plan) => program('agents-program.ts', plan));
    children.push(...agents);
    await Promise.all(agents.map((agent) => said(agent, 'ready')));

    let isTelling = true;
    const faults = [
      repeat(run.cut_ms, () => {
        counts.cuts += proxy.cut(() => random.integer(10) === 0);
      }),
      repeat(run.restart_ms, async () => {
        await broker.stop();
        await pause(run.away_ms);
        await broker.start();
        counts.restarts += 1;
      }),
      repeat(run.kill_ms, async () => {
        const n = random.integer(agents.length);
        const victim = agents[n];
        const plan = plans[n];
        if (victim === undefined || plan === undefined) return;
        await ended(victim, 'SIGKILL');
        counts.kills += run.together;
        agents[n] = program('agents-program.ts', plan);
        children.push(agents[n]);
      }),
    ];
    /** Again and again while events happen. */
    async function repeat(every_ms: number, act: () => void | Promise<void>): Promise<void> {
      for (;;) {
        await pause(every_ms);
        if (!isTelling) return;
        await act();
      }
    }
    const emitted = said(source, 'emitted');
    source.send('begin');
    await emitted;
    isTelling = false;
    await Promise.all(faults);
    const total = run.kiosks * run.events;
    const end_ms = performance.now() + run.settle_ms;
    const quiet_ms = performance.now();
    while (collector.counted() < total && performance.now() < end_ms) await pause(50);
    const settled_ms = Math.round(performance.now() - quiet_ms);
    return {
      counts: {
        kiosks: run.kiosks,
        'clients a process': run.together,
        events: total,
        counted: collector.counted(),
        'told again and dropped': collector.again(),
        'lines cut': counts.cuts,
        'broker restarts': counts.restarts,
        'agents killed': counts.kills,
        settled_ms: settled_ms,
      },
      failures: differences(run, kiosks, collector.events, collector.wrong),
    };
  } finally {
    for (const child of children) await ended(child, 'SIGKILL');
    await collector.close();
    await proxy.close();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function differences(
  { seed, events }: FleetRun,
  kiosks: readonly { readonly kioskId: string }[],
  found: ReadonlyMap<string, ReadonlyMap<string, number>>,
  wrong: readonly string[],
): string[] {
  const failures = wrong.slice(0, 20).map((what) => `wrong: ${what}`);
  for (const { kioskId } of kiosks) {
    const own = found.get(kioskId) ?? new Map<string, number>();
    const wanted = Array.from({ length: events }, (_, n) => idOf(seed, kioskId, n + 1));
    const missing = wanted.filter((id, n) => own.get(id) !== n + 1).length;
    if (missing > 0) failures.push(`${kioskId}: ${missing} of ${events} events are lost`);
    if (own.size > events) failures.push(`${kioskId}: ${own.size - events} events that never happened`);
  }
  return failures.slice(0, 50);
}
