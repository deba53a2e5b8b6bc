import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../launch/madoguchid.js');
const DAEMON_STARTS_MS = 60_000;

/** How a process ended: its exit status, or the signal that ended it. */
export type Ending = number | NodeJS.Signals;

/** madoguchid as a process of its own, which knows nothing but its configuration file. */
export interface Daemon {
  readonly pid: number;
  /** Address of the screen's pages, without the token. */
  readonly screenUrl: string;
  /** How it ended, once it has. */
  readonly ended: Promise<Ending>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending>;
}

/** The daemon refused to start, or ended at its start. */
export class DaemonRefused extends Error {
  /** Its process id, and that of its group if it had one. */
  readonly pid: number;
  readonly ending: Ending;
  /** What it wrote to standard error. */
  readonly complaint: string;

  constructor(pid: number, ending: Ending, complaint: string) {
    super(`madoguchid ended with ${ending}:\n${complaint}`);
    this.pid = pid;
    this.ending = ending;
    this.complaint = complaint;
  }
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => child.once('close', (status, signal) => resolve(status ?? signal ?? 'SIGKILL')));
}

/** What to start it with. */
export interface DaemonOptions {
  readonly configFile: string;
  /** Where its log goes. */
  readonly logFile: string;
  /** More environment, as in systemd's `NOTIFY_SOCKET`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Makes it the leader of a process group of its own, by which everything it starts is found. */
  readonly ownGroup?: boolean;
  /** The program, when it is not this repository's. */
  readonly program?: string;
}

/** Starts the daemon; resolves once it says where its screen is. @throws {@link DaemonRefused} when it ends instead */
export function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { configFile, logFile, environment = {}, ownGroup = false, program = PROGRAM } = options;
  const child = spawn(process.execPath, [program, '--config', configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    detached: ownGroup,
  });
  const ended = endingOf(child);
  return new Promise((resolve, reject) => {
    let text = '';
    let complaint = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`madoguchid did not start; see ${logFile}`));
    }, DAEMON_STARTS_MS);
    child.stderr.on('data', (data: Buffer) => {
      complaint += data.toString();
      appendFileSync(logFile, data);
    });
    child.stdout.on('data', (data: Buffer) => {
      appendFileSync(logFile, data);
      text += data.toString();
      const screenUrl = /^screen (\S+)$/m.exec(text)?.[1];
      if (screenUrl === undefined) return;
      text = '';
      clearTimeout(late);
      resolve({
        pid: child.pid ?? 0,
        screenUrl,
        ended,
        end: (signal) => {
          child.kill(signal);
          return ended;
        },
      });
    });
    void ended.then((ending) => {
      clearTimeout(late);
      reject(new DaemonRefused(child.pid ?? 0, ending, complaint));
    });
  });
}
