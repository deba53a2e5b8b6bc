/**
 * `--offline`: the daemon itself, started for maintenance with a socket of our own, so that there is one road to devices and money.
 * It serves nobody, and is ended with the command.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../config/load.ts';
import { statusResultSchema } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import { childEnvironment } from '../base/environment.ts';
import { MadoguchiError } from '../base/errors.ts';
import { isListenedOn } from '../base/unix-socket.ts';
import { ask } from './client.ts';
import { CLI_LIMITS } from './limits.ts';

export interface Offline {
  readonly socketPath: string;
  /** Ends the daemon that was started, and waits until it is gone. */
  end(): Promise<void>;
}

export interface OfflinePlace {
  readonly configFile: string;
  /** Where a daemon would be that runs. */
  readonly usualSocket: string;
  readonly clock: Clock;
  /** What is started; the daemon of this installation if left out. */
  readonly program?: string | undefined;
}

const DAEMON = fileURLToPath(new URL('../../scripts/launch/madoguchid.js', import.meta.url));

/** Starts it. @throws `daemonRuns`, `offlineFailed` */
export async function openOffline({ configFile, usualSocket, clock, program }: OfflinePlace): Promise<Offline> {
  if (await isListenedOn(usualSocket)) {
    throw new MadoguchiError('daemonRuns', `found a daemon that answers at ${usualSocket}; expected none`);
  }
  const owner = ownerOf(configFile);
  const { socketPath, remove } = socketPlace(owner);
  const child = start([program ?? DAEMON, '--maintenance', '--socket', socketPath, '--config', configFile], owner);
  const running: Running = { child, said: '', gone: false };
  child.stderr?.on('data', (text: Buffer) => {
    running.said = (running.said + text.toString('utf8')).slice(-CLI_LIMITS.offline_text_max);
  });
  child.once('exit', () => (running.gone = true));
  child.once('error', (error) => {
    running.said = error.message;
    running.gone = true;
  });
  // However this process ends, the daemon does not outlive it.
  const last = (): void => void child.kill('SIGTERM');
  process.once('exit', last);
  const end = async (): Promise<void> => {
    await ended(running, clock);
    process.off('exit', last);
    remove();
  };
  try {
    await ready(running, socketPath, clock);
    // It ends soon after its last client: this one stays while a person counts, and goes with this process, however that ends.
    const held = connect(socketPath);
    held.on('error', () => undefined);
    held.unref();
    return { socketPath, end };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Running {
  readonly child: ChildProcess;
  said: string;
  gone: boolean;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Whose the books are: root must not leave files in them that the daemon cannot write. Null: nothing is to be changed. */
function ownerOf(configFile: string): Owner | null {
  if (process.getuid?.() !== 0) return null;
  try {
    const { uid, gid } = statSync(loadConfig(configFile).service.stateFolder);
    return uid === 0 ? null : { uid, gid };
  } catch {
    // No folder yet, or no configuration: the daemon says what is wrong.
    return null;
  }
}

/**
 * A place for the socket alone. The folder that the daemon's user may write lies in one that only we may write: what we remove as
 * root is never something that was put in its place. By name, not whole: that user chooses what else lies there.
 */
function socketPlace(owner: Owner | null): { readonly socketPath: string; remove(): void } {
  const outer = mkdtempSync(join(tmpdir(), 'madoguchi-offline-'));
  const folder = join(outer, 'run');
  mkdirSync(folder, { mode: 0o700 });
  if (owner !== null) {
    chmodSync(outer, 0o711);
    chownSync(folder, owner.uid, owner.gid);
  }
  const socketPath = join(folder, 'daemon.sock');
  return {
    socketPath,
    remove: () => {
      for (const step of [() => unlinkSync(socketPath), () => rmdirSync(folder), () => rmdirSync(outer)]) {
        try {
          step();
        } catch {
          // Gone already, or not ours: an empty folder in the place for such things harms nobody.
        }
      }
    },
  };
}

function start(args: readonly string[], owner: Owner | null): ChildProcess {
  const options = { stdio: ['ignore', 'ignore', 'pipe'], env: childEnvironment() } as const;
  if (owner === null) return spawn(process.execPath, args, { ...options, stdio: [...options.stdio] });
  // Unlike Node.js it gives the user's other groups as well: serial ports belong to one of them.
  const user = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--init-groups', '--'];
  return spawn('setpriv', [...user, process.execPath, ...args], { ...options, stdio: [...options.stdio] });
}

const pause = (clock: Clock, span_ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(span_ms, () => resolve()));

/** Waits until it answers and every device has said how it is, or long enough. */
async function ready(running: Running, socketPath: string, clock: Clock): Promise<void> {
  const start_ms = clock.now_ms();
  for (;;) {
    const spent_ms = clock.now_ms() - start_ms;
    if (running.gone) throw new MadoguchiError('offlineFailed', saidOf(running));
    if (spent_ms > CLI_LIMITS.offline_starts_ms)
      throw new MadoguchiError('offlineFailed', 'it does not answer in time');
    try {
      const { devices } = await ask(socketPath, 'status', statusResultSchema, clock);
      const settled = devices.every(({ availability }) => availability !== 'starting');
      if (settled || spent_ms > CLI_LIMITS.offline_settles_ms) return;
    } catch {
      // Not yet.
    }
    await pause(clock, CLI_LIMITS.offline_looks_every_ms);
  }
}

/** Its own words, without its name and the colour of a terminal. */
function saidOf({ said }: Running): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines[0] ?? 'it ended without a word').replace(/^madoguchid: (?:error: )?/, '').replace(/\.$/, '');
}

async function ended(running: Running, clock: Clock): Promise<void> {
  running.child.kill('SIGTERM');
  const end_ms = clock.now_ms() + CLI_LIMITS.offline_ends_ms;
  while (!running.gone && clock.now_ms() < end_ms) await pause(clock, 20);
  if (!running.gone) running.child.kill('SIGKILL');
}
