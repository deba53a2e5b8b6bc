/**
 * madoguchid: makes the real ports (clock, files, sockets, devices) and calls `assemble`. Everything is opened in an order in which
 * a failure leaves nothing half-started: configuration, keys, ledger, sockets, then devices.
 */
import { join } from 'node:path';
import { startApi } from './api/server.ts';
import type { Api } from './api/contract.ts';
import { readEnvironment } from './base/environment.ts';
import { MadoguchiError } from './base/errors.ts';
import { createLog, type Log } from './base/log.ts';
import { RealClock } from './base/real-clock.ts';
import { realRandom } from './base/real-random.ts';
import { realTerminal } from './base/console.ts';
import { openCells } from './cell/spawn.ts';
import { openHttpsDesk } from './centre/https-desk.ts';
import { readCentreKeys } from './centre/keys.ts';
import { loadMunicipalities } from './centre/municipality-files.ts';
import { assemble, type Kiosk } from './kiosk/assemble.ts';
import type { KioskPorts } from './kiosk/contract.ts';
import { settingsOf } from './kiosk/settings.ts';
import { devicesResult, statusResult } from './kiosk/status.ts';
import { openLedgerDatabase, type LedgerDatabase } from './ledger/database.ts';
import { createLedger } from './ledger/ledger.ts';
import { readKeyFiles, type KeyFiles } from '../config/key-files.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { openCashChanger } from '../drivers/open-cash.ts';
import { openCardReader, openPrinter } from '../drivers/open-devices.ts';
import type { Wires } from '../drivers/open.ts';
import { openHttpPipe } from '../drivers/transport/http.ts';
import { openPcscPipe } from '../drivers/transport/pcsc.ts';
import { openSerialPipe } from '../drivers/transport/serial.ts';
import { ESPEAK_EN, OPEN_JTALK, openSound, PLAYERS } from '../drivers/transport/sound.ts';
import { openScreenBrowser, type ScreenBrowser } from './screen-browser.ts';
import { fixedUtterances } from './words/utterances.ts';
import { makeFolders, screenToken } from './run-files.ts';

/** Exit statuses of the daemon (README, Exit statuses): 1 failed, 69 unavailable (port taken), 78 configuration. */
const EXIT = { failed: 1, unavailable: 69, configuration: 78 } as const;

/** `--config FILE` or the environment's or the usual place; anything else is an error. */
function configFile(args: readonly string[], fromEnvironment: string | null): string {
  const [flag, file, ...rest] = args;
  if (flag === undefined) return fromEnvironment ?? DEFAULT_CONFIG_FILE;
  if (flag !== '--config' || file === undefined || rest.length > 0) {
    throw new MadoguchiError('configUnreadable', 'usage: madoguchid [--config FILE]');
  }
  return file;
}

function realWires(clock: RealClock): Wires {
  return {
    clock,
    openBytes: openSerialPipe,
    openApdu: ({ readerName, csockName }) =>
      openPcscPipe({ readerName, clock, ...(csockName === undefined ? {} : { csockName }) }),
    openHttp: ({ uri, certificatePin }) => openHttpPipe({ uri, pin: certificatePin, clock }),
  };
}

interface Opened {
  readonly config: Config;
  readonly log: Log;
  readonly clock: RealClock;
  readonly files: KeyFiles;
  readonly database: LedgerDatabase;
}

/** Sockets and screen first: a port that is taken is found before any device moves. */
async function openApi(opened: Opened, kiosk: () => Kiosk | null, onScreen: (present: boolean) => void): Promise<Api> {
  const { config, log, clock } = opened;
  return startApi({
    host: config.screen.address,
    port: config.screen.port,
    panelDir: join(import.meta.dirname, '../out/panel'),
    voiceDir: join(config.service.stateFolder, 'voice'),
    token: screenToken(config.service.runFolder, realRandom),
    socketPath: config.socket.path,
    origins: [],
    clock,
    log: (event, fields) => log.info(event, fields),
    onIntent: (fact) => kiosk()?.onIntent(fact),
    onLanguage: (locale) => kiosk()?.onLanguage(locale),
    onPinKey: (key) => kiosk()?.onPinKey(key),
    onScreen,
    status: () => statusResult(kiosk()),
    devices: () => devicesResult(kiosk()),
  });
}

function portsOf(opened: Opened, api: Api): KioskPorts & { close(): Promise<void> } {
  const { config, log, clock, files, database } = opened;
  const wires = realWires(clock);
  const municipalities = loadMunicipalities(config.service.municipalityFolder);
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
      municipalities,
      rasterType: 'black_1',
    },
    clock,
  });
  const sound = openSound({
    engines: { ja: OPEN_JTALK, en: ESPEAK_EN },
    player: PLAYERS[config.sound.player],
    cacheDir: join(config.service.stateFolder, 'voice'),
    clock,
  });
  sound.onPlayed((played) => api.publishVoice({ ...played, locale: played.locale === 'en' ? 'en' : 'ja' }));
  sound.onFault((error) => log.fault(error));
  // Rendered ahead, so that no citizen waits for a voice.
  void sound.prepare(fixedUtterances());
  return {
    clock,
    random: realRandom,
    log: (level, event, fields) => log[level](event, fields),
    openLedger: (now_ms) => createLedger(database, now_ms),
    devices: {
      openCardReader: () => openCardReader(config.devices, wires),
      openCashChanger: (memoryOf) => openCashChanger(config.devices, config.lines, wires, memoryOf),
      openPrinter: () => openPrinter(config.devices, wires),
    },
    takeCell: () => cells.take(),
    desk: openHttpsDesk(centre, readCentreKeys(files.documentTrustAnchor_pem), { clock, random: realRandom }),
    voice: sound,
    screen: api,
    close: async () => {
      cells.close();
      await sound.close();
    },
  };
}

/** The screen's browser, if the daemon is to start one. */
function openBrowser({ config, clock, log }: Opened, api: Api): ScreenBrowser | null {
  const { browser, browserFlags } = config.screen;
  if (browser === undefined) return null;
  return openScreenBrowser({
    browser,
    flags: browserFlags,
    url: api.screenUrl,
    runFolder: config.service.runFolder,
    clock,
    log: (event, fields) => log.warn(event, fields),
  });
}

async function start(): Promise<void> {
  const environment = readEnvironment();
  const terminal = realTerminal();
  const config = loadConfig(configFile(process.argv.slice(2), environment.configFile));
  const clock = new RealClock();
  const log = createLog({
    level: config.service.logLevel,
    write: (line) => terminal.out(line),
    time: environment.toJournal ? null : () => new Date(clock.systemTime_epoch_ms()).toISOString(),
    priorities: environment.toJournal,
  });
  const files = readKeyFiles(config);
  makeFolders([config.service.stateFolder, config.service.runFolder]);
  const database = openLedgerDatabase(join(config.service.stateFolder, 'ledger.sqlite'));
  const opened: Opened = { config, log, clock, files, database };
  let kiosk: Kiosk | null = null;
  // A screen that was waiting for the daemon connects before the kiosk is assembled.
  let screenPresent = false;
  const api = await openApi(
    opened,
    () => kiosk,
    (present) => {
      screenPresent = present;
      kiosk?.onScreen(present);
    },
  );
  const ports = portsOf(opened, api);
  const municipalities = loadMunicipalities(config.service.municipalityFolder);

  let browser: ScreenBrowser | null = null;
  let stopping = false;
  async function stop(status: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    kiosk?.stop();
    browser?.close();
    await ports.close();
    await api.close();
    database.close();
    process.exit(status);
  }

  kiosk = assemble(ports, settingsOf(config, municipalities), (reason) => {
    log.error('kiosk.died', { what: 'internal' });
    log.debug(reason);
    void stop(EXIT.failed);
  });
  kiosk.onScreen(screenPresent);
  browser = openBrowser(opened, api);
  process.once('SIGTERM', () => void stop(0));
  process.once('SIGINT', () => void stop(0));
  log.info('ready', { port: api.port });
  // Where the screen is, for whoever starts the daemon by hand. The token stays in its file: this line goes to the journal.
  terminal.out(`screen ${new URL('/', api.screenUrl).href}\n`);
}

start().catch((error: unknown) => {
  const known = error instanceof MadoguchiError ? error : null;
  const terminal = realTerminal();
  terminal.err(`madoguchid: ${known ? `${known.message}\n  ${known.remedy}` : 'unexpected error at start'}\n`);
  const unavailable = known?.codeName === 'addressInUse' || known?.codeName === 'stateFolder';
  process.exit(unavailable ? EXIT.unavailable : known?.action === 'configuration' ? EXIT.configuration : EXIT.failed);
});
