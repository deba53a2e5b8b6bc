/** The units, and the scripts that switch between versions. Under systemd and with cuts: `npm run prove -- package`. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/package/facts.ts';

const UNITS = join(ROOT, 'systemd');
const SCRIPTS = join(UNITS, 'package');
const hasSystemd = existsSync('/usr/bin/systemd-analyze');
/** Tenths of an exposure. */
const EXPOSURE = { 'madoguchid.service': 15, 'madoguchi-fleet.service': 15, 'madoguchi-screen.service': 45 };

test.skipIf(!hasSystemd)('no unit is more exposed than it must be', () => {
  for (const [unit, most] of Object.entries(EXPOSURE)) {
    const args = ['security', '--offline=true', `--threshold=${most}`, '--no-pager', join(UNITS, unit)];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(status, `${unit} ${stdout.split('\n').at(-2) ?? ''}`).toBe(0);
  }
});

test.skipIf(!hasSystemd)('systemd understands every line of the units', () => {
  for (const unit of Object.keys(EXPOSURE)) {
    const { stderr } = spawnSync('systemd-analyze', ['verify', join(UNITS, unit)], { encoding: 'utf8' });
    // The program itself is not installed here.
    const strange = stderr.split('\n').filter((line) => !/^$|not executable|man madoguchi|pcscd|not found/.test(line));
    expect(strange, unit).toEqual([]);
  }
});

test('the daemon keeps a citizen out of core files and swap, drains before it stops and inhibits cash after', () => {
  const unit = readFileSync(join(UNITS, 'madoguchid.service'), 'utf8');
  for (const line of ['LimitCORE=0', 'MemorySwapMax=0', 'Type=notify', 'WatchdogSec=20'])
    expect(unit).toContain(`\n${line}\n`);
  expect(unit).toMatch(/\nExecStop=-\S+ \S+drain-and-wait\.ts /);
  expect(unit).toMatch(/\nExecStopPost=-\S+ \S+inhibit-cash\.ts /);
  // `systemctl reload` waits for the verdict on the configuration.
  expect(unit).toMatch(/\nExecReload=\S+ \S+madoguchi\.js config reload /);
  // What it starts exists in the source.
  const files = [...unit.matchAll(/\/usr\/lib\/madoguchi\/((?:src|scripts)\/\S+)/g)].map(([, file]) => file ?? '');
  for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
  expect(files.length).toBeGreaterThan(3);
});

test('the scripts of the package are shell that any /bin/sh reads', () => {
  for (const name of ['preinst', 'postinst', 'prerm', 'postrm', 'madoguchi', 'madoguchi-sim']) {
    execFileSync('sh', ['-n', join(SCRIPTS, name)]);
  }
});

describe('an upgrade in a folder of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-units-'));
  const library = join(folder, 'lib');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A maintainer's script, its places moved into the folder; programs of the system that it needs root for are silent. */
  function script(name: string, version: string, ...args: string[]): { status: number | null; text: string } {
    const text = readFileSync(join(SCRIPTS, name), 'utf8')
      .replaceAll('/usr/lib', library)
      .replaceAll('/var/lib', join(folder, 'state'))
      .replaceAll('/run/systemd/system', join(folder, 'nothing'))
      .replaceAll('@VERSION@', version)
      .replaceAll('@SCHEMA@', '5');
    const file = join(folder, name);
    writeFileSync(file, text);
    const environment = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };
    const { status, stderr, stdout } = spawnSync('sh', [file, ...args], { encoding: 'utf8', env: environment });
    return { status, text: `${stdout}${stderr}` };
  }

  function lay(version: string, text: string): void {
    const home = join(library, `madoguchi-${version}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'program'), text);
    const sums = execFileSync('sha256sum', ['program'], { cwd: home, encoding: 'utf8' });
    writeFileSync(join(home, 'manifest.sha256'), sums);
  }

  const running = (): string => readFileSync(join(library, 'madoguchi/program'), 'utf8');

  beforeAll(() => {
    for (const name of ['systemd-sysusers', 'systemd-tmpfiles', 'runuser']) {
      mkdirSync(join(folder, 'bin'), { recursive: true });
      // `runuser -u USER -- COMMAND`: the command as whoever tests.
      writeFileSync(join(folder, 'bin', name), '#!/bin/sh\n[ "$1" = -u ] || exit 0\nshift 3\nexec "$@"\n');
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    mkdirSync(join(folder, 'state/madoguchi'), { recursive: true });
    lay('1', 'old');
    symlinkSync('madoguchi-1', join(library, 'madoguchi'));
  });

  test('the old version stays whole while dpkg takes its files away, and the new one is switched to in one step', () => {
    expect(script('preinst', '2', 'upgrade', '1')).toMatchObject({ status: 0 });
    expect(readlinkSync(join(library, 'madoguchi'))).toBe('madoguchi-1.kept');
    lay('2', 'new');
    rmSync(join(library, 'madoguchi-1'), { recursive: true });
    expect(running()).toBe('old');
    expect(script('postinst', '2', 'configure', '1')).toMatchObject({ status: 0 });
    expect(running()).toBe('new');
    expect(readdirSync(library).toSorted()).toEqual(['madoguchi', 'madoguchi-2']);
  });

  test('a damaged new version is not switched to', () => {
    expect(script('preinst', '3', 'upgrade', '2')).toMatchObject({ status: 0 });
    lay('3', 'newest');
    writeFileSync(join(library, 'madoguchi-3/program'), 'torn');
    const told = script('postinst', '3', 'configure', '2');
    expect(told.status).not.toBe(0);
    expect(told.text).toContain('damaged');
    expect(running()).toBe('new');
  });

  test('a ledger of a newer schema is refused before anything changes', () => {
    writeFileSync(join(folder, 'state/madoguchi/ledger.schema'), '6\n');
    const told = script('preinst', '1', 'install');
    expect(told.status).toBe(1);
    expect(told.text).toContain('schema 6');
    expect(running()).toBe('new');
    writeFileSync(join(folder, 'state/madoguchi/ledger.schema'), '5\n');
    expect(script('preinst', '1', 'install')).toMatchObject({ status: 0 });
  });

  test('whatever the daemon’s user lays into its folder, root writes through no link of it, waits for nothing and repeats nothing', () => {
    const state = join(folder, 'state/madoguchi');
    const schema = join(state, 'ledger.schema');
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'root:secret:0:0');
    rmSync(schema);
    symlinkSync(victim, schema);
    // What is read through it is digits alone.
    const told = script('preinst', '1', 'install');
    expect(told).toMatchObject({ status: 0, text: '' });
    writeFileSync(join(state, 'ledger.sqlite'), 'no database');
    expect(script('prerm', '2', 'remove').status).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('root:secret:0:0');
    expect(lstatSync(schema).isFile()).toBe(true);
    rmSync(join(state, 'ledger.sqlite'));
    rmSync(schema);
    execFileSync('mkfifo', [schema]);
    expect(script('preinst', '1', 'install')).toMatchObject({ status: 0 });
  });

  test('nothing of the caller’s environment runs as root when code is compiled', () => {
    const text = readFileSync(join(SCRIPTS, 'postinst'), 'utf8');
    const started = text.split('\n').filter((line) => line.includes('bin/node'));
    expect(started).toHaveLength(1);
    expect(started[0]).toMatch(/^ *env -i PATH=\/usr\/bin:\/bin /);
  });
});
