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
import { MadoguchiError } from './base/errors.ts';
import { realRandom } from './base/real-random.ts';
import { processFigures } from './base/process-figures.ts';
import { realTerminal, type Terminal } from './base/console.ts';
import { EXIT, exitStatusOf } from './daemon/exit.ts';
import { readAll, type Known } from './daemon/known.ts';
import { portsOf } from './daemon/ports.ts';
import { claimFolder, makeFolders, screenToken } from './daemon/run-files.ts';
import { openScreenBrowser, type ScreenBrowser } from './daemon/screen-browser.ts';
import { interfaceOf, socketsOf } from './daemon/sockets.ts';
import { assemble, type Kiosk } from './kiosk/assemble.ts';
import { settingsOf } from './kiosk/settings.ts';
import { createConfigReload, type ConfigReload } from './kiosk/technician/config-reload.ts';
import { metricsTextOf, operationsOf } from './kiosk/operations.ts';
import { healthOf } from './kiosk/operations/health.ts';
import { openLedgerDatabase } from './ledger/database.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

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
