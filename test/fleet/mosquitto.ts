/** A real Mosquitto with TLS, client certificates and an access list, on a port of its own, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeAuthority, type CentreAuthority } from '../virtual/centre/make-authority.ts';

const STARTS_WITHIN_MS = 20_000;
const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

export interface Mosquitto {
  readonly port: number;
  readonly authority: CentreAuthority;
  start(): Promise<void>;
  /** Asks it to stop; it writes its sessions and queues to the disk. */
  stop(): Promise<void>;
}

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof place === 'object' && place !== null ? place.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * The settings that docs/fleet.md asks of a broker: certificates as names, each kiosk on its own topics, nothing dropped from the
 * queue of a collector that is away, everything on the disk when it stops.
 */
function settings(folder: string, port: number): string {
  return [
    `listener ${port} 127.0.0.1`,
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `cafile ${join(folder, 'ca.pem')}`,
    `certfile ${join(folder, 'server.pem')}`,
    `keyfile ${join(folder, 'server-key.pem')}`,
    'require_certificate true',
    'use_identity_as_username true',
    `acl_file ${join(folder, 'acl')}`,
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 10',
    'max_queued_messages 0',
    'max_inflight_messages 64',
    'log_dest none',
    '',
  ].join('\n');
}

const ACL = `pattern write madoguchi/v1/%u/event/#
pattern write madoguchi/v1/%u/state
pattern write madoguchi/v1/%u/answer
pattern write madoguchi/v1/%u/bundle/#
pattern read madoguchi/v1/%u/command
user collector
topic read madoguchi/v1/#
user operator
topic write madoguchi/v1/+/command
topic read madoguchi/v1/+/answer
topic read madoguchi/v1/+/bundle/#
`;

/** Makes one; it does not run yet. */
export async function prepareMosquitto(folder: string): Promise<Mosquitto> {
  mkdirSync(folder, { recursive: true });
  const authority = makeAuthority('見本 フリート CA');
  const port = await freePort();
  writeFileSync(join(folder, 'ca.pem'), authority.ca_pem);
  writeFileSync(join(folder, 'server.pem'), authority.server.certificate_pem);
  writeFileSync(join(folder, 'server-key.pem'), authority.server.key_pem, { mode: 0o600 });
  writeFileSync(join(folder, 'acl'), ACL, { mode: 0o600 });
  writeFileSync(join(folder, 'mosquitto.conf'), settings(folder, port));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const end_ms = performance.now() + STARTS_WITHIN_MS;
    // It would stop at 1,024 connections otherwise.
    const command = `ulimit -n 8192 2>/dev/null; exec "$0" -c "$1"`;
    const program = process.env['PATH']?.includes('/usr/sbin') ? 'mosquitto' : '/usr/sbin/mosquitto';
    const started = spawn('sh', ['-c', command, program, join(folder, 'mosquitto.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    started.stderr.on('data', (text) => {
      said += String(text);
    });
    child = started;
    while (!(await answers(port))) {
      if (started.exitCode !== null || performance.now() > end_ms) throw new Error(`mosquitto does not start: ${said}`);
      await pause(30);
    }
  }

  async function stop(): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await gone;
  }

  return { port, authority, start, stop };
}
