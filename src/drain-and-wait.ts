/**
 * drain-and-wait [--config FILE]: lets the citizen who is inside finish and nobody else begin (`ExecStop=` of the daemon's unit, so at
 * every stop: upgrade, reboot, power button). Whatever goes wrong here ends it with 0: without a daemon, or with one that does not
 * answer, there is nobody to wait for, and a shutdown must not hang.
 */
import { createConnection } from 'node:net';
import { readEnvironment } from './base/environment.ts';
import { parsedJson } from './base/json.ts';
import { RealClock } from './base/real-clock.ts';
import { realTerminal } from './base/console.ts';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../config/load.ts';

/** A visit with every time-out put off would last an hour: a machine that must stop waits no longer than this. */
const CITIZEN_LEAVES_MS = 600_000;
/** A line of the daemon is shorter. */
const LINE_BYTES_MAX = 65_536;
const REQUEST = { id: 1, method: 'service.drain', params: { wait: true }, by: 'systemd' };

/** Why the waiting is over. */
function drained(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    const end = (why: string): void => {
      timer.cancel();
      socket.destroy();
      resolve(why);
    };
    const timer = new RealClock().after(CITIZEN_LEAVES_MS, () => end('the citizen took too long'));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(REQUEST)}\n`));
    socket.on('error', () => end('no daemon answers'));
    socket.on('close', () => end('the daemon hung up'));
    socket.on('data', (data: string) => {
      const lines = (text + data).split('\n');
      text = lines.pop() ?? '';
      if (text.length > LINE_BYTES_MAX) return end('the daemon does not answer in lines');
      for (const line of lines) {
        const message = parsedJson(line);
        if (typeof message !== 'object' || message === null) continue;
        if ('result' in message) return end('nobody is inside');
        if ('error' in message) return end('the daemon refused to drain');
      }
    });
  });
}

async function main(): Promise<void> {
  const [flag, file] = process.argv.slice(2);
  const given = flag === '--config' && file !== undefined ? file : null;
  const { socket } = loadConfig(given ?? readEnvironment().configFile ?? DEFAULT_CONFIG_FILE);
  realTerminal().out(`drain: ${await drained(socket.path)}\n`);
}

main().then(
  () => process.exit(0),
  () => process.exit(0),
);
