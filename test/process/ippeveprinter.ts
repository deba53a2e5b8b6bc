/**
 * ippeveprinter of CUPS: a printer that nobody here wrote. It does not start without Avahi, so it gets a message bus and an
 * Avahi of its own on the loopback, in a mount namespace; nothing of the machine's is touched.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end } from './printer-judges.ts';

/** Its programs are there, and we may make a namespace. */
export const canRunIppeveprinter =
  process.getuid?.() === 0 &&
  ['/usr/sbin/ippeveprinter', '/usr/bin/dbus-daemon', '/usr/sbin/avahi-daemon'].every((path) => existsSync(path));

const BUS_CONFIG = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

const AVAHI_CONFIG = `[server]
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-workstation=no
publish-hinfo=no
`;

export interface Ippeveprinter {
  readonly uri: string;
  /** Files that came, in its spool. */
  readonly spool: string;
  /** Sets both trays by the web form; 0 sheets = empty. */
  setTrays(sheets: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with a print command (shell): STATE: and ATTR: lines on its standard error steer what is reported. */
export async function startIppeveprinter(command: string): Promise<Ippeveprinter> {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-eve-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const socket = join(folder, 'bus');
  const spool = join(folder, 'spool');
  mkdirSync(spool);
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` };
  const children: ChildProcess[] = [];
  const start = (program: string, args: string[]): ChildProcess => {
    const child = spawn(program, args, { env, stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    start('dbus-daemon', [`--config-file=${file('bus.conf', BUS_CONFIG(socket))}`, '--nofork']);
    await eventually(() => existsSync(socket));
    const avahi = `mkdir -p /run/avahi-daemon && mount -t tmpfs none /run/avahi-daemon &&
      exec avahi-daemon -f ${file('avahi.conf', AVAHI_CONFIG)} --no-drop-root --no-chroot --no-rlimits`;
    start('unshare', ['-m', 'sh', '-c', avahi]);
    const script = file('print.sh', `#!/bin/sh\n${command}\n`);
    chmodSync(script, 0o755);
    const port = await freePort();
    const args = [
      '-2',
      '-f',
      'image/pwg-raster',
      '-d',
      spool,
      '-k',
      '-c',
      script,
      '-p',
      String(port),
      '-n',
      'localhost',
      '-r',
      'off',
      'mihon',
    ];
    const web = `http://localhost:${port}`;
    const answers = (): Promise<boolean> =>
      fetch(web).then(
        ({ ok }) => ok,
        () => false,
      );
    // It gives up at once while Avahi is not yet ready.
    await eventually(async () => {
      const last = children.at(-1)!;
      if (last.spawnfile !== 'ippeveprinter' || last.exitCode !== null) start('ippeveprinter', args);
      return answers();
    });
    return {
      uri: `ipp://localhost:${port}/ipp/print`,
      spool,
      async setTrays(sheets) {
        const tray = (n: number): string => `size${n}=iso_a4_210x297mm&type${n}=stationery&level${n}=${sheets}`;
        const reply = await fetch(`${web}/media?${tray(1)}&${tray(3)}`);
        await reply.text();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error('ippeveprinter did not start within 9 s');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
