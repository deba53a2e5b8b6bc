/**
 * inhibit-cash [--config FILE]: shuts every slot for money once the daemon has ended (`ExecStopPost=` of its unit), however it ended.
 * It asks no device anything and reads no event. While the copier's own business has the cash unit, nothing is touched.
 * Ends with 0 when every device answered or none was to be shut, with 1 when one did not, with 78 for an unreadable configuration.
 */
import { join } from 'node:path';
import { readEnvironment } from './base/environment.ts';
import { MadoguchiError } from './base/errors.ts';
import { RealClock } from './base/real-clock.ts';
import { realTerminal } from './base/console.ts';
import { openLedgerDatabase } from './ledger/database.ts';
import { createLedger } from './ledger/ledger.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { inhibitOrders, isCashLent, type InhibitOrder } from '../drivers/inhibit.ts';
import { LENT_MEMORY_ID } from '../drivers/lending.ts';
import { openSerialPipe } from '../drivers/transport/serial.ts';

/** A request is repeated: the daemon may have died in the middle of a frame. */
const TRIES = 3;
const ANSWERS_WITHIN_MS = 300;
/** Opening a port and the rest of a frame of the dead daemon. */
const OPENS_WITHIN_MS = 150;

/** True when it answered. */
function shut(order: InhibitOrder, clock: RealClock): Promise<boolean> {
  return new Promise((resolve) => {
    const pipe = openSerialPipe(order.port, order.serial);
    let heard = new Uint8Array(0);
    let tries = 0;
    const end = (answered: boolean): void => {
      timer.cancel();
      pipe.close();
      resolve(answered);
    };
    const ask = (): void => {
      if (tries === TRIES) return end(false);
      tries += 1;
      heard = new Uint8Array(0);
      pipe.write(order.request);
      timer = clock.after(ANSWERS_WITHIN_MS, ask);
    };
    let timer = clock.after(OPENS_WITHIN_MS, ask);
    pipe.onLost(() => end(false));
    pipe.onBytes((bytes) => {
      heard = Uint8Array.from([...heard, ...bytes]);
      if (tries > 0 && order.isAnswered(heard)) end(true);
    });
  });
}

/** A ledger that cannot be read says nothing: then the slots are shut, which takes nothing from anybody. */
function isLent({ service }: Config): boolean {
  try {
    const database = openLedgerDatabase(join(service.stateFolder, 'ledger.sqlite'));
    try {
      return isCashLent(createLedger(database, () => 0).memoryOf(LENT_MEMORY_ID));
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

async function main(): Promise<number> {
  const [flag, file] = process.argv.slice(2);
  const given = flag === '--config' && file !== undefined ? file : null;
  const config = loadConfig(given ?? readEnvironment().configFile ?? DEFAULT_CONFIG_FILE);
  const terminal = realTerminal();
  if (isLent(config)) {
    terminal.out('the cash unit is lent to the copier: nothing is shut\n');
    return 0;
  }
  const clock = new RealClock();
  let silent = 0;
  // One after the other: devices of one bus share their port.
  for (const order of inhibitOrders(config.devices)) {
    const answered = await shut(order, clock);
    if (!answered) silent += 1;
    terminal.out(`${order.deviceId}: ${answered ? 'takes no money' : 'did not answer'}\n`);
  }
  return silent === 0 ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    const text = error instanceof MadoguchiError ? `${error.message}\n  ${error.remedy}` : 'unexpected error';
    realTerminal().err(`inhibit-cash: error: ${text}\n`);
    process.exit(error instanceof MadoguchiError ? 78 : 1);
  },
);
