/**
 * The kiosk on virtual hardware as an installed package has it (`madoguchi-sim`): devices, centre, cards and bench.
 *
 *   sim.ts                    with a daemon of its own, as whoever calls it; Ctrl-C ends everything
 *   sim.ts --stand FOLDER     without a daemon: the devices for madoguchid.service, and FOLDER/madoguchi.toml for it (root)
 */
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../src/base/environment.ts';
import { openServiceNotifier } from '../src/base/notify.ts';
import { startBench } from '../test/virtual/bench/server.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';
import { createCardDeck, type CardDeck } from './demo/cards.ts';
import { configText } from './demo/config-text.ts';
import { benchHardware, readBooks } from './demo/hardware.ts';
import { startRig } from './demo/rig.ts';
import { makeKioskFiles, startSite, type Site } from './demo/site.ts';

const SCREEN_PORT = 8700;
const BENCH_PORT = 8701;
const RUN = '/run/madoguchi';

const HELP = `usage: madoguchi-sim [run | start | stop]

  run     (default) a whole kiosk on virtual hardware, in the foreground; needs no root
  start   the installed service on virtual hardware (systemd, root)
  stop    and back to the real devices
`;

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

/** Kiosk, devices and bench in the foreground. */
async function run(): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'madoguchi-sim-'));
  const rig = await startRig({ screenPort: SCREEN_PORT, logFile: join(out, 'madoguchid.log') });
  try {
    const bench = await startBench({
      port: BENCH_PORT,
      hardware: benchHardware(rig),
      readBooks: () => readBooks(rig),
      screenUrl: rig.screenUrl(),
    });
    console.log(`1. screen  ${rig.screenUrl()}\n2. bench   ${bench.url}   (card 「見本 裾野太郎」, PIN 1234)`);
    console.log(`3. command madoguchi status --config ${rig.configFile}\nlog ${out}/madoguchid.log; Ctrl-C ends it`);
    await interrupted();
    await bench.close();
    return 0;
  } finally {
    await rig.stop();
  }
}

/** Everything that the daemon's user must reach, its devices among it, belongs to that user. */
function handOver(site: Site, folder: string): void {
  const { uid, gid } = statSync('/var/lib/madoguchi');
  const give = (at: string): void => {
    lchownSync(at, uid, gid);
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) give(path);
      else lchownSync(path, uid, gid);
    }
  };
  give(folder);
  chmodSync(site.folder, 0o755);
  for (const { path } of [site.ports.coins, site.ports.notes]) chownSync(realpathSync(path), uid, gid);
}

/** The configuration of the installed daemon: the same keys a real kiosk has, at the package's own places. */
function writeConfig(site: Site, folder: string): string {
  const files = makeKioskFiles(join(folder, 'kiosk'), site.facts, SCREEN_PORT);
  const text = configText({
    ...site.facts,
    stateFolder: files.stateFolder,
    runFolder: RUN,
    socketPath: join(RUN, 'madoguchi.sock'),
    screenPort: SCREEN_PORT,
  });
  const sockets = text.replace(
    '[socket]\n',
    '[socket]\nwatchPath = "/run/madoguchi-watch/watch.sock"\ncopierPath = "/run/madoguchi-copier/copier.sock"\n',
  );
  writeFileSync(join(folder, 'madoguchi.toml'), sockets);
  return files.ledgerFile;
}

/** Devices, centre and bench for the installed daemon. */
async function stand(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const systemd = openServiceNotifier(readEnvironment().notifySocket);
  const deck: CardDeck = await createCardDeck();
  const site = await startSite({ authority: deck.authority });
  try {
    const ledgerFile = writeConfig(site, folder);
    handOver(site, folder);
    const parts = { ...site, deck, ledgerFile };
    const bench = await startBench({
      port: BENCH_PORT,
      hardware: benchHardware(parts),
      readBooks: () => readBooks(parts),
    });
    console.log(`bench ${bench.url}`);
    systemd.ready();
    await interrupted();
    systemd.stopping();
    await bench.close();
    return 0;
  } finally {
    await site.stop();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(
    { options: { stand: { type: 'string' } }, allowPositionals: true },
    HELP,
  );
  if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is no command`);
  return values.stand === undefined ? run() : stand(values.stand);
}

process.exit(await statusOf(main, HELP));
