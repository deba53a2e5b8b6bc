/** madoguchi-fleet: the fleet agent as a program of its own, under a user of its own. */
import { readFileSync } from 'node:fs';
import { readEnvironment } from '../base/environment.ts';
import { MadoguchiError } from '../base/errors.ts';
import { journalOr } from '../base/journal.ts';
import { createLog } from '../base/log.ts';
import { openServiceNotifier } from '../base/notify.ts';
import { RealClock } from '../base/real-clock.ts';
import { realRandom } from '../base/real-random.ts';
import { realTerminal, type Terminal } from '../base/console.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { startAgent, type AgentOptions } from './agent.ts';
import type { BrokerPlace } from './broker.ts';

/** Exit statuses (scripts/launch/README.md), numbers of sysexits.h. */
const EXIT = { stopped: 0, failed: 1, usage: 64, configuration: 78 } as const;

function configFile(args: readonly string[], fromEnvironment: string | null): string {
  const [flag, file, ...rest] = args;
  if (flag === undefined) return fromEnvironment ?? DEFAULT_CONFIG_FILE;
  if (flag === '--config' && file !== undefined && rest.length === 0) return file;
  throw new MadoguchiError('usage', 'usage: madoguchi-fleet [--config FILE]');
}

function pem(key: string, file: string | undefined): string {
  try {
    const text = readFileSync(file ?? '', 'utf8');
    if (text.includes('-----BEGIN ')) return text;
  } catch {
    // Told below.
  }
  throw new MadoguchiError(
    'keyMaterial',
    `fleet.${key}: ${file ?? 'nothing'} is not a PEM file that this user may read`,
  );
}

function brokerOf({ fleet }: Config): BrokerPlace {
  if (fleet.broker === undefined) throw new MadoguchiError('brokerAbsent', 'fleet.broker is not set');
  return {
    url: fleet.broker,
    trustAnchor_pem: pem('trustAnchor', fleet.trustAnchor),
    clientCertificate_pem: pem('clientCertificate', fleet.clientCertificate),
    clientKey_pem: pem('clientKey', fleet.clientKey),
  };
}

function optionsOf(terminal: Terminal): Omit<AgentOptions, 'failed'> {
  const environment = readEnvironment();
  const config = loadConfig(configFile(process.argv.slice(2), environment.configFile));
  const clock = new RealClock();
  const log = createLog({
    level: config.service.logLevel,
    write: journalOr(environment.handedDown, 'madoguchi-fleet', (line) => terminal.out(line)),
    time: environment.toJournal ? null : () => new Date(clock.systemTime_epoch_ms()).toISOString(),
    priorities: environment.toJournal,
  });
  return {
    kioskId: config.kiosk.id,
    socketPath: config.socket.watchPath ?? config.socket.path,
    stateFile: config.fleet.stateFile,
    broker: brokerOf(config),
    needsReader: config.fleet.needsReader,
    clock,
    random: realRandom,
    log: (level, event, fields) => log[level](event, fields),
  };
}

function fail(terminal: Terminal, error: unknown): never {
  const known = error instanceof MadoguchiError ? error : new MadoguchiError('internal', 'unexpected error');
  terminal.err(`madoguchi-fleet: error: ${known.message}\n  ${known.remedy}\n`);
  if (known.codeName === 'usage') process.exit(EXIT.usage);
  process.exit(known.action === 'configuration' ? EXIT.configuration : EXIT.failed);
}

const terminal = realTerminal();
try {
  const systemd = openServiceNotifier(readEnvironment().notifySocket);
  const agent = startAgent({ ...optionsOf(terminal), failed: (error) => fail(terminal, error) });
  const stop = (): void => {
    systemd.stopping();
    agent.stop().then(
      () => process.exit(EXIT.stopped),
      () => process.exit(EXIT.failed),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  systemd.ready();
} catch (error) {
  fail(terminal, error);
}
