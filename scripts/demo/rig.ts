/**
 * A whole kiosk on virtual hardware, over real wires: pcscd with a virtual reader, ptys, an IPP printer, the centre on HTTPS, and
 * madoguchid as a process of its own that knows nothing of it but its configuration file.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { createCashKit, KIT_HOPPERS, type CashKit } from '../../test/virtual/cash/kit.ts';
import { saveAuthority as saveCards } from '../../test/virtual/card/authority.ts';
import { makeAuthority, saveAuthority } from '../../test/virtual/centre/make-authority.ts';
import { serveHttpPrinter } from '../../test/virtual/hosts/http-printer.ts';
import { startPty, type PtyHost } from '../../test/virtual/hosts/pty.ts';
import { startPcscd, type VirtualPcscd } from '../../test/virtual/hosts/vpcd.ts';
import { VirtualPrinter } from '../../test/virtual/printer/printer.ts';
import { createCardDeck, type CardDeck } from './cards.ts';
import { startCentre } from './centre.ts';
import { configText } from './config-text.ts';

const ROOT = join(import.meta.dirname, '../..');
const KIOSK_ID = 'kiosk-0001';
const DAEMON_STARTS_MS = 20_000;

export interface Rig {
  readonly folder: string;
  readonly kit: CashKit;
  readonly ports: { readonly coins: PtyHost; readonly notes: PtyHost };
  readonly pcscd: VirtualPcscd;
  readonly deck: CardDeck;
  readonly printer: VirtualPrinter;
  readonly ledgerFile: string;
  readonly voiceFolder: string;
  readonly socketPath: string;
  /** Address of the citizen's screen, token included. */
  screenUrl(): string;
  /** Kills the daemon as a crash or power cut would. */
  killDaemon(): Promise<void>;
  startDaemon(): Promise<void>;
  /** Stops everything that was started and removes its folder. */
  stop(): Promise<void>;
}

export interface RigOptions {
  /** TCP port of the screen; 0 = any free one. */
  readonly screenPort: number;
  /** Where the daemon's log goes. */
  readonly logFile: string;
  /** Time of one sheet in the printer. */
  readonly sheet_ms?: number;
}

/** Opening stock: what commissioning books when the hoppers are filled. */
function bookOpeningStock(file: string): void {
  const database = openLedgerDatabase(file);
  const ledger = createLedger(database, () => 0);
  for (const { unitId, denomination_yen, pieces } of KIT_HOPPERS) {
    ledger.bookStock({ unitId, denomination_yen, count: pieces });
  }
  database.close();
}

/** The daemon as a child process; resolves with the screen's address once it says so. */
function startDaemon(configFile: string, logFile: string): Promise<{ child: ChildProcess; screenUrl: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/launch/madoguchid.js'), '--config', configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    const late = setTimeout(() => reject(new Error(`madoguchid did not start; see ${logFile}`)), DAEMON_STARTS_MS);
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      const url = /^screen (\S+)$/m.exec(text)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve({ child, screenUrl: url });
    });
    child.once('exit', (status) => {
      clearTimeout(late);
      reject(new Error(`madoguchid ended with status ${status}:\n${errors}`));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Starts everything. What was started before a failure is stopped again. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  const stops: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    const world = { clock: new RealClock(), random: realRandom };
    const deck = await createCardDeck();
    const kit = createCashKit(world, { validator: { powerRecovery: true } });
    const pcscFolder = join(folder, 'pcsc');
    mkdirSync(pcscFolder);
    const pcscd = await startPcscd({ dir: pcscFolder });
    stops.push(() => pcscd.stop());
    const coins = await startPty(kit.bus, join(folder, 'coins'));
    stops.push(() => coins.stop());
    const notes = await startPty(kit.validator, join(folder, 'notes'));
    stops.push(() => notes.stop());
    const printer = new VirtualPrinter(world, options.sheet_ms === undefined ? {} : { sheet_ms: options.sheet_ms });
    const printerHost = await serveHttpPrinter(printer);
    stops.push(() => printerHost.close());
    const authority = makeAuthority();
    const keys = saveAuthority(join(folder, 'keys'), authority, KIOSK_ID);
    const centre = await startCentre(join(folder, 'keys'), saveCards(join(folder, 'cards'), deck.authority).caFile);
    stops.push(() => centre.stop());

    const stateFolder = join(folder, 'state');
    mkdirSync(stateFolder, { mode: 0o700 });
    const ledgerFile = join(stateFolder, 'ledger.sqlite');
    bookOpeningStock(ledgerFile);
    const socketPath = join(folder, 'run', 'madoguchi.sock');
    const configFile = join(folder, 'madoguchi.toml');
    writeFileSync(
      configFile,
      configText({
        kioskId: KIOSK_ID,
        stateFolder,
        runFolder: join(folder, 'run'),
        socketPath,
        municipalityFolder: join(ROOT, 'config/municipalities'),
        screenPort: options.screenPort,
        centre: { url: centre.url, ...keys },
        reader: { name: pcscd.readerName, csockName: pcscd.csockName },
        coinsPort: coins.path,
        notesPort: notes.path,
        printerUri: printerHost.uri,
        sorterPaths: kit.sorterPaths,
      }),
    );
    let daemon = await startDaemon(configFile, options.logFile);
    const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
      const gone = ended(daemon.child);
      daemon.child.kill(signal);
      await gone;
    };
    stops.push(() => end('SIGTERM'));
    return {
      folder,
      kit,
      ports: { coins, notes },
      pcscd,
      deck,
      printer,
      ledgerFile,
      voiceFolder: join(stateFolder, 'voice'),
      socketPath,
      screenUrl: () => `${daemon.screenUrl}#token=${readFileSync(join(folder, 'run', 'screen-token'), 'utf8').trim()}`,
      killDaemon: () => end('SIGKILL'),
      startDaemon: async () => {
        daemon = await startDaemon(configFile, options.logFile);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
