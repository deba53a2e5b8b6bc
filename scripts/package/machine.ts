/**
 * A Debian root in which packages are tried out: debootstrap once into `out/package/base`, then an overlay a trial, thrown away after.
 * `Root` runs programs in it without a system; `boot` starts it whole, with systemd as its first process (systemd-nspawn). Needs root.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './facts.ts';

const FOLDER = join(ROOT, 'out/package');
const BASE = join(FOLDER, 'base');
/** Trials lie in memory where there is such a place: an upgrade writes 400 MB, and syncs. */
const TRIALS = existsSync('/dev/shm') ? '/dev/shm/madoguchi-package' : join(FOLDER, 'run');
const READY = join(FOLDER, 'base.ready');
/** What a minimal system has and what `madoguchi` and `madoguchi-sim` depend on. */
const SYSTEM = 'systemd,systemd-sysv,dbus,udev,procps,ca-certificates';
const DEPENDS = [
  ...[
    'pcscd',
    'polkitd',
    'libpcsclite1',
    'libusb-1.0-0',
    'libstdc++6',
    'vsmartcard-vpcd',
    'socat',
    'openssl',
    'iproute2',
  ],
  ...['fonts-ipamj-mincho', 'fonts-ipaexfont-mincho', 'fonts-morisawa-bizud-gothic', 'sqlite3'],
];
const CGROUP2_MAGIC = 0x63677270;
const BOOTS_WITHIN_MS = 60_000;
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** What a program said and how it ended. */
export interface Told {
  readonly status: number;
  readonly text: string;
}

/** Where this machine's own apt finds Debian. */
function archive(): string {
  const format = '$(CREATED_BY) $(ORIGIN) $(LABEL) $(REPO_URI)';
  const text = execFileSync('apt-get', ['indextargets', '--format', format], { encoding: 'utf8' });
  const found = /^Packages Debian Debian (\S+)$/m.exec(text);
  if (found === null) throw new Error('apt knows no archive of Debian');
  return found[1]!;
}

/** Makes the base once (some three minutes). */
export function prepareBase(): void {
  if (existsSync(READY)) return;
  const inherit = { stdio: 'inherit' } as const;
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(join(BASE, 'usr/bin/dpkg'))) {
    rmSync(BASE, { recursive: true, force: true });
    execFileSync('debootstrap', ['--variant=minbase', `--include=${SYSTEM}`, 'bookworm', BASE, archive()], inherit);
  }
  writeFileSync(join(BASE, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  writeFileSync(join(BASE, 'etc/resolv.conf'), readFileSync('/etc/resolv.conf'));
  const apt = (...args: string[]): Buffer | string =>
    execFileSync('chroot', [BASE, 'apt-get', '-qq', ...args], { ...inherit, env: ENVIRONMENT });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...DEPENDS);
  rmSync(join(BASE, 'usr/sbin/policy-rc.d'));
  writeFileSync(READY, `${new Date().toISOString()}\n`);
}

/** A root of its own over the base, or over what another one became. */
export class Root {
  readonly path: string;
  readonly upper: string;
  readonly #name: string;
  readonly #layers: readonly string[];

  constructor(name: string, over: Root | null = null) {
    this.#name = name;
    const folder = join(TRIALS, name);
    spawnSync('umount', ['-l', join(folder, 'root')], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
    this.path = join(folder, 'root');
    this.upper = join(folder, 'upper');
    this.#layers = [...(over === null ? [] : [over.upper, ...over.#layers.slice(0, -1)]), BASE];
    for (const part of ['root', 'upper', 'work']) mkdirSync(join(folder, part), { recursive: true });
    const layers = `lowerdir=${this.#layers.join(':')},upperdir=${this.upper},workdir=${join(folder, 'work')}`;
    execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', layers, this.path]);
  }

  /** Runs a shell line in it, to its end; with /proc, as programs of the system want it. */
  run(line: string): Told {
    const inside = ['-m', `--mount-proc=${join(this.path, 'proc')}`, '--pid', '--fork', 'chroot', this.path];
    const child = spawnSync('unshare', [...inside, 'sh', '-c', line], { env: ENVIRONMENT, encoding: 'utf8' });
    return { status: child.status ?? -1, text: `${child.stdout}${child.stderr}` };
  }

  /** Starts a shell line in a process namespace of its own: killing the child kills everything in it at one moment, as a cut does. */
  start(line: string): ChildProcess {
    const args = [
      '-m',
      `--mount-proc=${join(this.path, 'proc')}`,
      '--pid',
      '--fork',
      '--kill-child',
      'chroot',
      this.path,
      'sh',
      '-c',
      line,
    ];
    return spawn('unshare', args, { env: ENVIRONMENT, stdio: 'ignore' });
  }

  /** Puts a file into it. */
  write(path: string, text: string | Uint8Array, mode = 0o644): void {
    mkdirSync(join(this.path, path, '..'), { recursive: true });
    writeFileSync(join(this.path, path), text, { mode });
  }

  /** Starts it as a whole system. */
  async boot(): Promise<Booted> {
    const nspawn = ['systemd-nspawn', '-D', this.path, '--register=no', '--keep-unit', `--machine=${this.#name}`];
    const options = ['--private-network', `--bind-ro=${ROOT}:/source`, '--boot'];
    // Where this machine has the old hierarchies of control groups, the new one alone is shown to the system inside.
    const mount =
      statfsSync('/sys/fs/cgroup').type === CGROUP2_MAGIC
        ? ''
        : 'mount --make-rprivate /; umount -l /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup;';
    const line = `${mount} exec ${[...nspawn, ...options].join(' ')}`;
    const child = spawn('unshare', ['-m', 'sh', '-c', line], { stdio: ['ignore', 'ignore', 'ignore'] });
    const booted = new Booted(child);
    await booted.up();
    return booted;
  }

  close(): void {
    spawnSync('umount', ['-l', this.path], { stdio: 'ignore' });
    rmSync(join(this.path, '..'), { recursive: true, force: true });
  }
}

/** A system that runs. */
export class Booted {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Process id of its first process, as this machine counts; null while it is not there. */
  #first(): number | null {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        if (Number(parent) === this.#child.pid) return Number(name);
      } catch {
        // Ended while we looked.
      }
    }
    return null;
  }

  #enter(line: string): string[] {
    const first = this.#first();
    if (first === null) throw new Error('the system inside does not run');
    return ['-t', String(first), '-a', '--', 'sh', '-c', line];
  }

  /** Runs a shell line in it. */
  run(line: string): Told {
    const child = spawnSync('nsenter', this.#enter(line), { env: ENVIRONMENT, encoding: 'utf8' });
    return { status: child.status ?? -1, text: `${child.stdout}${child.stderr}` };
  }

  /** The same without waiting; resolves with what it said. */
  start(line: string): Promise<Told> {
    const child = spawn('nsenter', this.#enter(line), { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (data: Buffer) => (text += data.toString()));
    child.stderr.on('data', (data: Buffer) => (text += data.toString()));
    return new Promise((resolve) => child.once('close', (status) => resolve({ status: status ?? -1, text })));
  }

  async up(): Promise<void> {
    const end_ms = performance.now() + BOOTS_WITHIN_MS;
    for (;;) {
      await pause(300);
      if (this.#first() !== null) {
        const state = this.run('systemctl is-system-running').text.trim();
        if (state === 'running' || state === 'degraded') return;
      }
      if (performance.now() > end_ms) throw new Error('the system inside did not come up');
    }
  }

  /** Ends it at one moment, as a cut does. */
  async cut(): Promise<void> {
    const first = this.#first();
    const gone = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    if (first !== null) process.kill(first, 'SIGKILL');
    await gone;
  }
}
