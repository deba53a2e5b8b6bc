import { join } from 'node:path';
import { readEnvironment } from '../base/environment.ts';
import { VERSION } from '../base/version.ts';
import { journalOr } from '../base/journal.ts';
import { createLog, type LevelLog } from '../base/log.ts';
import { openServiceNotifier, type ServiceNotifier } from '../base/notify.ts';
import { RealClock } from '../base/real-clock.ts';
import type { Terminal } from '../base/console.ts';
import { digestOfMunicipalities } from '../centre/catalogue/digest.ts';
import { digestOfProgram } from '../centre/fingerprint-files.ts';
import { digestOfSettings } from '../centre/fingerprint.ts';
import { readPinnedKeys } from '../centre/keys.ts';
import type { Fingerprint } from '../centre/port.ts';
import type { Municipality } from '../centre/municipality.ts';
import { loadSignedMunicipalities } from '../centre/municipality-files.ts';
import type { Separation } from '../paper/layers/separation.ts';
import { readSeparation } from '../paper/layers/separation-file.ts';
import { hasWords } from '../words/keys.ts';
import {
  readInterfaceKeys,
  readKeyFiles,
  readMunicipalityAnchor,
  readPaperKeys,
  type InterfaceKeyFiles,
  type KeyFiles,
  type PaperKeyFiles,
} from '../../config/key-files.ts';
import { fleetProfile } from '../../config/fleet-profile.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { Wires } from '../../drivers/open.ts';
import { openHidPipe } from '../../drivers/transport/hid.ts';
import { openHttpPipe } from '../../drivers/transport/http.ts';
import { openPcscPipe } from '../../drivers/transport/pcsc.ts';
import { openSerialPipe } from '../../drivers/transport/serial.ts';
import { tracedDevices, type TracedDevices } from '../../drivers/transport/traced-devices.ts';
import { daemonArguments, type DaemonArguments } from './arguments.ts';

/** Folder that the program lies in. */
export const PROGRAM_ROOT = join(import.meta.dirname, '../..');

/** What was read before anything is opened. */
export interface Known {
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

/** Ways to real devices, none opened yet. */
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

/** Reads everything that can be wrong before anything is opened. */
export function readAll(terminal: Terminal): Known {
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
