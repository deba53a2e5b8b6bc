/**
 * Everything a kiosk stands among, virtual, on real wires: pcscd with a virtual reader, ptys, an IPP printer, the centre on HTTPS;
 * and a configuration file that names them. The daemon itself is not here.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { createCashKit, KIT_HOPPERS, type CashKit } from '../../test/virtual/cash/kit.ts';
import { saveAuthority as saveCards, type CardAuthority } from '../../test/virtual/card/authority.ts';
import { makeAuthority, saveAuthority, type CentreAuthority } from '../../test/virtual/centre/make-authority.ts';
import { serveHttpPrinter, type HttpPrinterHost } from '../../test/virtual/hosts/http-printer.ts';
import { startPty, type PtyHost } from '../../test/virtual/hosts/pty.ts';
import { startPcscd, type VirtualPcscd } from '../../test/virtual/hosts/vpcd.ts';
import { VirtualPrinter } from '../../test/virtual/printer/printer.ts';
import { startCentre, type DemoCentre } from './centre.ts';
import { makeSignedFolder } from '../municipalities/made-up.ts';
import { configText, type ConfigFacts } from './config-text.ts';
import { keepVoices, lendVoices } from './kept-voices.ts';

const KIOSK_ID = 'kiosk-0001';
/** Name of a kiosk's state folder. */
const STATE = 'state';

/** The hardware, the centre, and what a configuration says of them. */
export interface Site {
  readonly folder: string;
  readonly kit: CashKit;
  readonly ports: { readonly coins: PtyHost; readonly notes: PtyHost };
  readonly pcscd: VirtualPcscd;
  readonly printer: VirtualPrinter;
  readonly printerHost: HttpPrinterHost;
  /** The reference centre; it can be stopped, and started again on the same port. */
  readonly centre: {
    readonly url: string;
    stop(): Promise<void>;
    start(): Promise<void>;
    /** One line of its console (test/virtual/centre/README.md). */
    command(line: string): void;
  };
  /** Who issues certificates for servers and kiosks of this centre. */
  readonly centreAuthority: CentreAuthority;
  /** Folder of the centre's and the kiosk's keys. */
  readonly keysFolder: string;
  readonly facts: Omit<ConfigFacts, 'stateFolder' | 'runFolder' | 'socketPath' | 'screenPort'>;
  /** Stops everything and removes the folder. */
  stop(): Promise<void>;
}

export interface SiteOptions {
  /** Whose cards the centre trusts. */
  readonly authority: CardAuthority;
  /** Time of one sheet in the printer. */
  readonly sheet_ms?: number;
  /** Another site whose centre serves this kiosk too, under this id. */
  readonly beside?: { readonly site: Site; readonly kioskId: string };
}

/** Starts it. What was started before a failure is stopped again. */
export async function startSite({ authority, sheet_ms, beside }: SiteOptions): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-'));
  const stops: (() => Promise<unknown> | void)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
    () => readdirSync(folder).forEach((name) => keepVoices(join(folder, name, STATE))),
  ];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    const world = { clock: new RealClock(), random: realRandom };
    const kit = createCashKit(world, { validator: { powerRecovery: true } });
    const pcscFolder = join(folder, 'pcsc');
    mkdirSync(pcscFolder);
    const pcscd = await startPcscd({ dir: pcscFolder });
    stops.push(() => pcscd.stop());
    const coins = await startPty(kit.bus, join(folder, 'coins'));
    stops.push(() => coins.stop());
    const notes = await startPty(kit.validator, join(folder, 'notes'));
    stops.push(() => notes.stop());
    const printer = new VirtualPrinter(world, sheet_ms === undefined ? {} : { sheet_ms });
    const printerHost = await serveHttpPrinter(printer);
    stops.push(() => printerHost.close());
    const keysFolder = join(folder, 'keys');
    const kioskId = beside?.kioskId ?? KIOSK_ID;
    const centreAuthority = beside?.site.centreAuthority ?? makeAuthority();
    const keys = saveAuthority(keysFolder, centreAuthority, kioskId);
    const centre =
      beside?.site.centre ?? (await openCentre(keysFolder, saveCards(join(folder, 'cards'), authority).caFile));
    if (!beside) stops.push(() => centre.stop());
    const facts = {
      kioskId,
      ...makeSignedFolder(folder),
      centre: { url: centre.url, ...keys },
      reader: { name: pcscd.readerName, csockName: pcscd.csockName },
      coinsPort: coins.path,
      notesPort: notes.path,
      printerUri: printerHost.uri,
      sorterPaths: kit.sorterPaths,
    };
    return {
      ...{ folder, kit, ports: { coins, notes }, pcscd, printer, printerHost, centre, centreAuthority, keysFolder },
      ...{ facts, stop },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The centre, which can be stopped and started again at the same address. */
async function openCentre(keysFolder: string, caFile: string): Promise<Site['centre']> {
  let running: DemoCentre = await startCentre(keysFolder, caFile);
  const { url } = running;
  return {
    url,
    command: (line) => running.command(line),
    stop: () => running.stop(),
    start: async () => {
      running = await startCentre(keysFolder, caFile, Number(new URL(url).port));
    },
  };
}

/** One kiosk's own files. */
export interface KioskFiles {
  readonly folder: string;
  readonly configFile: string;
  readonly stateFolder: string;
  readonly ledgerFile: string;
  readonly runFolder: string;
  readonly socketPath: string;
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

/** Writes configuration and opening stock of a kiosk into `folder`, which is made. */
export function makeKioskFiles(folder: string, facts: Site['facts'], screenPort: number): KioskFiles {
  const runFolder = join(folder, 'run');
  const stateFolder = join(folder, STATE);
  const files = {
    folder,
    configFile: join(folder, 'madoguchi.toml'),
    stateFolder,
    ledgerFile: join(stateFolder, 'ledger.sqlite'),
    runFolder,
    socketPath: join(runFolder, 'madoguchi.sock'),
  };
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  lendVoices(stateFolder);
  bookOpeningStock(files.ledgerFile);
  const { socketPath } = files;
  writeFileSync(files.configFile, configText({ ...facts, stateFolder, runFolder, socketPath, screenPort }));
  return files;
}

/** The screen's token of this boot, as the daemon wrote it. */
export function screenTokenOf({ runFolder }: KioskFiles): string {
  return readFileSync(join(runFolder, 'screen-token'), 'utf8').trim();
}
