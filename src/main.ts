/**
 * madoguchid: makes the real ports (clock, files, sockets, devices) and calls `assemble`. Everything is opened in an order in which
 * a failure leaves nothing half-started: configuration, keys, sockets, ledger, then devices; what was opened before a failure is
 * closed again, last first.
 */
import { join } from 'node:path';
import { openMetricsServer } from './api/metrics-server.ts';
import { startApi } from './api/server.ts';
import type { Api } from './api/contract.ts';
import type { Timer } from './base/clock.ts';
import { daemonArguments, type DaemonArguments } from './daemon-arguments.ts';
import { interfaceOf, socketsOf } from './daemon-sockets.ts';
import { EXIT, exitStatusOf } from './daemon-exit.ts';
import { deviceOptions } from './device-options.ts';
import { keyEnds } from './key-ends.ts';
import { readEnvironment } from './base/environment.ts';
import { VERSION } from './base/version.ts';
import { MadoguchiError } from './base/errors.ts';
import { journalOr } from './base/journal.ts';
import { createLog, type LevelLog } from './base/log.ts';
import { openServiceNotifier, type ServiceNotifier } from './base/notify.ts';
import { RealClock } from './base/real-clock.ts';
import { realRandom } from './base/real-random.ts';
import { processFigures } from './base/process-figures.ts';
import { openStaffCode } from './base/staff-code.ts';
import { enginesOf } from './base/sound/engines.ts';
import { realTerminal, type Terminal } from './base/console.ts';
import { openCells } from './cell/spawn.ts';
import { digestOfMunicipalities } from './centre/catalogue/digest.ts';
import { digestOfProgram } from './centre/fingerprint-files.ts';
import { digestOfSettings } from './centre/fingerprint.ts';
import { readClosingOrder } from './centre/closing-order.ts';
import { remoteCommandReader } from './centre/remote-command.ts';
import { openHttpsDesk } from './centre/https-desk.ts';
import { readPinnedKeys } from './centre/keys.ts';
import type { Fingerprint } from './centre/port.ts';
import type { Municipality } from './centre/municipality.ts';
import { loadSignedMunicipalities } from './centre/municipality-files.ts';
import type { Separation } from './paper/layers/separation.ts';
import { readSeparation } from './paper/layers/separation-file.ts';
import { hasWords } from './words/keys.ts';
import { assemble, type Kiosk } from './kiosk/assemble.ts';
import type { KioskPorts } from './kiosk/contract.ts';
import { settingsOf } from './kiosk/settings.ts';
import { createConfigReload, type ConfigReload } from './kiosk/technician/config-reload.ts';
import { metricsTextOf, operationsOf } from './kiosk/operations.ts';
import { healthOf } from './kiosk/operations/health.ts';
import { openLedgerDatabase, type LedgerDatabase } from './ledger/database.ts';
import { createLedger } from './ledger/ledger.ts';
import { openLedgerDisk } from './ledger/reserve.ts';
import {
  readInterfaceKeys,
  readKeyFiles,
  readMunicipalityAnchor,
  readPaperKeys,
  type InterfaceKeyFiles,
  type KeyFiles,
  type PaperKeyFiles,
} from '../config/key-files.ts';
import { fleetProfile } from '../config/fleet-profile.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Wires } from '../drivers/open.ts';
import { openHidPipe } from '../drivers/transport/hid.ts';
import { openHttpPipe } from '../drivers/transport/http.ts';
import { openPcscPipe } from '../drivers/transport/pcsc.ts';
import { openSerialPipe } from '../drivers/transport/serial.ts';
import { openSound } from '../drivers/transport/sound.ts';
import { tracedDevices, type TracedDevices } from '../drivers/transport/traced-devices.ts';
import { openScreenBrowser, type ScreenBrowser } from './screen-browser.ts';
import { LOCALES } from './words/locales.ts';
import { fixedUtterances } from './words/utterances.ts';
import { claimFolder, makeFolders, screenToken } from './run-files.ts';

/** Folder that the program lies in. */
const PROGRAM_ROOT = join(import.meta.dirname, '..');

function realWires(clock: RealClock): Wires {
  return {
    clock,
    openBytes: openSerialPipe,
    openApdu: ({ readerName, csockName }) =>
      openPcscPipe({ readerName, clock, ...(csockName === undefined ? {} : { csockName }) }),
    openHid: (selector) => openHidPipe(selector, clock),
    openHttp: ({ uri, certificatePin, nextCertificatePin }) =>
      openHttpPipe({ uri, pin: certificatePin, nextPin: nextCertificatePin, clock }),
  };
}

/** What was read before anything is opened. */
interface Known {
  readonly config: Config;
  /** Null: it serves. */
  readonly maintenance: DaemonArguments['maintenance'];
  readonly log: LevelLog;
  readonly clock: RealClock;
  readonly files: KeyFiles;
  /** Null: no certificate is sold. */
  readonly paperKeys: PaperKeyFiles | null;
  /** Null: nothing is served to other boards. */
  readonly interfaceKeys: InterfaceKeyFiles | null;
  readonly separation: Separation | null;
  readonly centreKeys: ReturnType<typeof readPinnedKeys>;
  readonly municipalities: readonly Municipality[];
  readonly fingerprint: Fingerprint;
  readonly systemd: ServiceNotifier;
  /** The devices, none opened yet, with the tap on their wires. */
  readonly traced: TracedDevices;
}

/** What was opened, to be closed in the opposite order. */
type Closers = (() => void | Promise<void>)[];

async function closeAll(closers: Closers): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close();
}

/** Sockets and screen first: a port that is taken is found before any device moves. */
async function openApi(
  known: Known,
  kiosk: () => Kiosk | null,
  reload: ConfigReload,
  onScreen: (present: boolean) => void,
  onEmpty: () => void,
): Promise<Api> {
  const { config, log, clock, traced } = known;
  let screenAddress = '';
  const api = await startApi({
    host: config.screen.address,
    port: config.screen.port,
    diagonal_inch: config.screen.diagonal_inch,
    panelDir: join(import.meta.dirname, '../out/panel'),
    voiceDir: join(config.service.stateFolder, 'voice'),
    token: screenToken(config.service.runFolder, realRandom),
    sockets: socketsOf(config, known.maintenance, onEmpty),
    interface: known.maintenance === null ? interfaceOf(config, known.interfaceKeys) : null,
    origins: [],
    clock,
    log: (event, fields) => log.info(event, fields),
    onIntent: (fact) => {
      traced.tap.act(fact.type);
      kiosk()?.onIntent(fact);
    },
    onDeed: (deed) => {
      if (deed.type === 'submit') traced.tap.act(deed.type);
      kiosk()?.onDeed(deed);
    },
    onPinKey: (key) => kiosk()?.onPinKey(key),
    onScreen,
    operations: operationsOf(kiosk, () => screenAddress, traced, processFigures, reload),
  });
  screenAddress = api.screenUrl;
  return api;
}

function closingOrders(signers_pem: string | null): NonNullable<KioskPorts['readClosingOrder']> | null {
  if (signers_pem === null) return null;
  const signers = readPinnedKeys(signers_pem);
  return (text) => readClosingOrder(text, signers);
}

function portsOf(known: Known, database: LedgerDatabase, api: Api): KioskPorts & { close(): Promise<void> } {
  const { config, log, clock, files, paperKeys, separation, centreKeys, municipalities, traced } = known;
  const centre = {
    url: config.centre.url,
    trustAnchor_pem: files.trustAnchor_pem,
    clientCertificate_pem: files.clientCertificate_pem,
    clientKey_pem: files.clientKey_pem,
  };
  const cells = openCells({
    configuration: {
      ...centre,
      kioskId: config.kiosk.id,
      documentKeys_pem: files.documentTrustAnchor_pem,
      municipalities: [...municipalities],
      paper: paperKeys && { ...paperKeys, enquiry: config.paper.enquiry },
      separation,
      voices: config.sound.engines,
    },
    clock,
  });
  const sound = openSound({
    engines: enginesOf(config.sound.engines),
    player: config.sound.player,
    speaker: config.sound.speaker ?? null,
    headphones: config.sound.headphones ?? null,
    cacheDir: join(config.service.stateFolder, 'voice'),
    clock,
  });
  sound.onPlayed(({ utteranceId, text, locale, loudness, file }) =>
    api.publishVoice({ utteranceId, text, locale: LOCALES.find((known) => known === locale) ?? 'ja', loudness, file }),
  );
  sound.onFault((error) => log.fault(error));
  // Rendered ahead, so that no citizen waits for a voice.
  void sound.prepare(fixedUtterances());
  return {
    clock,
    random: realRandom,
    log: (level, event, fields) => log[level](event, fields),
    systemTime_epoch_ms: () => clock.systemTime_epoch_ms(),
    openLedger: (now_ms) => createLedger(database, now_ms, openLedgerDisk(database.name)),
    devices: traced.devices,
    keysEnd: () =>
      keyEnds({
        kiosk: files.clientCertificate_pem,
        centre: files.trustAnchor_pem,
        documents: files.documentTrustAnchor_pem,
        interface: known.interfaceKeys?.certificate_pem ?? null,
      }),
    optionsOf: (id) => deviceOptions(config.devices, id),
    takeCell: () => cells.take(),
    layers: { separation, prepare: cells.prepare },
    staffCode: config.staff.code_hash === undefined ? null : openStaffCode(config.staff.code_hash),
    desk: openHttpsDesk(centre, centreKeys, { clock, random: realRandom }),
    readClosingOrder: closingOrders(files.incidentSigners_pem),
    readRemoteCommand: remoteCommandReader(config.fleet.commandSigners),
    fingerprint: known.fingerprint,
    softwareNow: () => digestOfProgram(PROGRAM_ROOT),
    voice: sound,
    screen: {
      ...api,
      publish: (view) => {
        traced.tap.screen(view.screen);
        api.publish(view);
      },
    },
    close: async () => {
      cells.close();
      await sound.close();
    },
  };
}

/** The screen's browser, if the daemon is to start one. */
function openBrowser({ config, clock, log, maintenance }: Known, api: Api): ScreenBrowser | null {
  const { browser, browserFlags } = config.screen;
  if (browser === undefined || maintenance !== null) return null;
  return openScreenBrowser({
    browser,
    flags: browserFlags,
    url: api.screenUrl,
    runFolder: config.service.runFolder,
    clock,
    log: (event, fields) => log.warn(event, fields),
  });
}

/** Reads everything that can be wrong before anything is opened. */
function readAll(terminal: Terminal): Known {
  const environment = readEnvironment();
  const { configFile, maintenance } = daemonArguments(process.argv.slice(2));
  const config = loadConfig(configFile ?? environment.configFile ?? DEFAULT_CONFIG_FILE);
  const clock = new RealClock();
  const log = createLog({
    level: config.service.logLevel,
    write: journalOr(environment.handedDown, 'madoguchid', (line) => terminal.out(line)),
    time: environment.toJournal ? null : () => new Date(clock.systemTime_epoch_ms()).toISOString(),
    priorities: environment.toJournal,
  });
  const files = readKeyFiles(config);
  const municipalities = loadSignedMunicipalities(
    config.service.municipalityFolder,
    readMunicipalityAnchor(config),
    hasWords,
  );
  return {
    config,
    maintenance,
    log,
    clock,
    files,
    paperKeys: readPaperKeys(config),
    interfaceKeys: readInterfaceKeys(config),
    separation: config.paper.separation === undefined ? null : readSeparation(config.paper.separation),
    centreKeys: readPinnedKeys(files.documentTrustAnchor_pem),
    municipalities,
    fingerprint: {
      software: digestOfProgram(PROGRAM_ROOT),
      profile: digestOfSettings(fleetProfile(config)),
      municipalities: digestOfMunicipalities(municipalities),
    },
    systemd: openServiceNotifier(environment.notifySocket),
    traced: tracedDevices(
      { ...config, stateFolder: config.service.stateFolder, clock, program: VERSION },
      realWires(clock),
    ),
  };
}

/** For systemd's watchdog: a daemon that is stuck says nothing, and one whose chart failed has ended. */
function reportAlive({ clock, systemd }: Known): Timer | null {
  if (systemd.watchdog_ms === null) return null;
  const every_ms = systemd.watchdog_ms / 3;
  const beat = (): void => {
    systemd.alive();
    timer = clock.after(every_ms, beat);
  };
  let timer = clock.after(every_ms, beat);
  return { cancel: () => timer.cancel() };
}

/** Opens everything; `stop` ends the process. */
async function open(known: Known, closers: Closers, stop: (status: number) => void): Promise<Api> {
  const { config, log, municipalities } = known;
  const { stateFolder, runFolder } = config.service;
  makeFolders([stateFolder, runFolder]);
  // Last of all: what the devices say while they are closed belongs to it.
  closers.push(() => void known.traced.desk.end('the daemon stops'));
  let kiosk: Kiosk | null = null;
  const settings = (of: Config) => ({
    ...settingsOf(of, municipalities, known.paperKeys !== null),
    maintenance: known.maintenance !== null,
  });
  const reload = createConfigReload({
    config,
    kiosk: () => kiosk,
    read: () => loadConfig(config.file),
    settingsOf: settings,
    setLogLevel: log.setLevel,
    log: (level, event, fields) => log[level](event, fields),
  });
  process.on('SIGHUP', reload.reloadByItself);
  // A screen that was waiting for the daemon connects before the kiosk is assembled.
  let screenPresent = false;
  const api = await openApi(
    known,
    () => kiosk,
    reload,
    (present) => {
      screenPresent = present;
      kiosk?.onScreen(present);
    },
    () => stop(EXIT.stopped),
  );
  closers.push(() => api.close());
  const watched = { metrics: () => metricsTextOf(kiosk, processFigures), health: () => healthOf(kiosk) };
  const metrics = known.maintenance === null ? await openMetricsServer({ ...config.metrics, ...watched }) : null;
  closers.push(() => metrics?.close());
  closers.push(await claimFolder(stateFolder));
  const database = openLedgerDatabase(join(stateFolder, 'ledger.sqlite'));
  closers.push(() => void database.close());
  const ports = portsOf(known, database, api);
  closers.push(() => ports.close());
  const running = assemble(ports, settings(config), (reason) => {
    log.error('kiosk.died', { what: 'internal' });
    log.debug(reason);
    stop(EXIT.failed);
  });
  closers.push(() => running.stop());
  kiosk = running;
  running.onScreen(screenPresent);
  const alive = reportAlive(known);
  closers.push(() => alive?.cancel());
  const browser = openBrowser(known, api);
  closers.push(() => browser?.close());
  return api;
}

async function start(terminal: Terminal, closers: Closers): Promise<void> {
  const known = readAll(terminal);
  const { log, systemd } = known;
  let stopping = false;
  function stop(status: number): void {
    if (stopping) return;
    stopping = true;
    systemd.stopping();
    closeAll(closers).then(
      () => process.exit(status),
      () => process.exit(EXIT.failed),
    );
  }
  process.once('SIGTERM', () => stop(EXIT.stopped));
  process.once('SIGINT', () => stop(EXIT.stopped));
  // Whatever nobody caught: its text may quote anything, so it is not written; cash is inhibited and recovery runs at the next start.
  process.on('uncaughtException', () => {
    log.error('kiosk.died', { what: 'internal' });
    stop(EXIT.failed);
  });
  const api = await open(known, closers, stop);
  if (stopping) return;
  log.info('ready', { port: api.port });
  systemd.ready();
  // Where the screen is, for whoever starts the daemon by hand. The token stays in its file: this line goes to the journal.
  terminal.out(`screen ${new URL('/', api.screenUrl).href}\n`);
}

const closers: Closers = [];
const terminal = realTerminal();
start(terminal, closers).catch(async (error: unknown) => {
  const known =
    error instanceof MadoguchiError
      ? error
      : new MadoguchiError(
          'internal',
          `unexpected error at start: ${error instanceof Error ? error.message : 'unknown'}`,
        );
  terminal.err(`madoguchid: error: ${known.message}\n  ${known.remedy}\n`);
  await closeAll(closers);
  process.exit(exitStatusOf(known));
});
