/**
 * The laboratory's machine: Debian's own kernel in QEMU without KVM, with this machine's files underneath, read only. Packages are
 * fetched by apt and unpacked into `out/lab`, nothing is installed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;
const FOLDER = join(ROOT, 'out/lab');
const GUEST = join(ROOT, 'test/lab');
const TOOLS = ['qemu-system-x86', 'busybox-static', 'cpio'];

function sh(file: string, args: readonly string[], cwd = FOLDER): string {
  return execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 600_000 });
}

/** Debian's present kernel of this release: the metapackage names it. */
function kernelPackage(): string {
  const found = /Depends: (linux-image-\S+)/.exec(sh('apt-cache', ['depends', 'linux-image-amd64']));
  if (found === null) throw new Error('apt knows no linux-image-amd64');
  return found[1]!;
}

/** The tools and what of their libraries is not installed here. */
function toolPackages(): string[] {
  const plan = sh('apt-get', ['install', '-s', '-y', '--no-install-recommends', ...TOOLS]);
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
  return [...new Set([...TOOLS, ...missing])];
}

/** Fetches and unpacks once. */
function unpack(): void {
  if (existsSync(join(FOLDER, 'unpacked'))) return;
  rmSync(FOLDER, { recursive: true, force: true });
  for (const name of ['packages', 'tools', 'host/kernel']) mkdirSync(join(FOLDER, name), { recursive: true });
  const packages = join(FOLDER, 'packages');
  sh('apt-get', ['download', ...toolPackages(), kernelPackage()], packages);
  for (const file of readdirSync(packages)) {
    const into = file.startsWith('linux-image') ? 'host/kernel' : 'tools';
    sh('dpkg-deb', ['-x', join(packages, file), join(FOLDER, into)]);
  }
  rmSync(packages, { recursive: true });
  const [release] = readdirSync(join(FOLDER, 'host/kernel/lib/modules'));
  sh(join(FOLDER, 'tools/bin/busybox'), ['depmod', '-b', join(FOLDER, 'host/kernel'), release!]);
  writeFileSync(join(FOLDER, 'unpacked'), `${release}\n`);
}

/** A first root with busybox and the modules that reach this machine's files. */
function buildInitrd(release: string): string {
  const tree = join(FOLDER, 'initrd');
  rmSync(tree, { recursive: true, force: true });
  for (const name of ['bin', 'm', 'lower', 'up', 'new']) mkdirSync(join(tree, name), { recursive: true });
  cpSync(join(FOLDER, 'tools/bin/busybox'), join(tree, 'bin/busybox'));
  cpSync(join(GUEST, 'init'), join(tree, 'init'));
  cpSync(join(GUEST, 'modules-order'), join(tree, 'm/order'));
  const modules = join(FOLDER, 'host/kernel/lib/modules', release);
  const all = sh('find', [modules, '-name', '*.ko']).trim().split('\n');
  for (const name of readFileSync(join(GUEST, 'modules-order'), 'utf8').trim().split('\n')) {
    const path = all.find((file) => file.endsWith(`/${name}`));
    if (path === undefined) throw new Error(`the kernel has no ${name}`);
    cpSync(path, join(tree, 'm', name));
  }
  const initrd = join(FOLDER, 'initrd.cpio');
  sh('sh', ['-c', `find . | ${join(FOLDER, 'tools/bin/cpio')} -o -H newc > ${initrd}`], tree);
  return initrd;
}

/** Starts the machine with one script of `test/lab` as its first program; every line it writes is told. Resolves when it is off. */
export async function runInLab(script: string, timeout_ms: number, onLine: (line: string) => void): Promise<void> {
  unpack();
  const release = readFileSync(join(FOLDER, 'unpacked'), 'utf8').trim();
  const tools = join(FOLDER, 'tools');
  const share = (path: string, tag: string): string[] => [
    '-virtfs',
    `local,path=${path},mount_tag=${tag},security_model=none,readonly=on,multidevs=remap`,
  ];
  const machine = ['-M', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '2048'];
  const append = `console=ttyS0 panic=-1 quiet mitigations=off kinit=${join(GUEST, script)}`;
  const child = spawn(
    join(tools, 'usr/bin/qemu-system-x86_64'),
    [
      ...machine,
      ...['-L', join(tools, 'usr/share/qemu'), '-L', join(tools, 'usr/share/seabios')],
      ...['-nographic', '-no-reboot', '-nic', 'none', '-vga', 'none'],
      ...['-kernel', join(FOLDER, 'host/kernel/boot', `vmlinuz-${release}`), '-initrd', buildInitrd(release)],
      ...['-append', append],
      ...share('/', 'rootfs'),
      ...share(join(FOLDER, 'host'), 'host'),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        LD_LIBRARY_PATH: `${tools}/usr/lib/x86_64-linux-gnu:${tools}/lib/x86_64-linux-gnu`,
        QEMU_MODULE_DIR: `${tools}/usr/lib/x86_64-linux-gnu/qemu`,
      },
    },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout_ms);
  let rest = '';
  const take = (data: Buffer): void => {
    const lines = (rest + data.toString('utf8')).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  clearTimeout(timer);
}
