/**
 * The packages in a Debian root: equal bytes from two folders, lintian, install under systemd with virtual devices, upgrade with a
 * citizen inside, cuts at every command of the maintainer's scripts and at moments in between, downgrade, remove, purge. Needs root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildPackages } from '../package.ts';
import { ROOT, sourceFiles } from '../package/facts.ts';
import { prepareBase, Root, type Booted, type Told } from '../package/machine.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';
import { cutMoments, type Cut } from './programs/package-cuts.ts';

const OLD = '0.1.0';
const NEW = '0.2.0';
/** Cuts at moments spread over an upgrade, beside those at every command. */
const MOMENTS = 16;
const CITIZEN = 'cd /source && /usr/lib/madoguchi/bin/node scripts/prove/programs/package-citizen.ts';

interface Report {
  readonly counts: Record<string, number>;
  readonly failures: string[];
}

function check(report: Report, what: string, good: boolean, told = ''): void {
  report.counts['checks'] = (report.counts['checks'] ?? 0) + 1;
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${what}\n`);
  if (!good) report.failures.push(`${what}${told === '' ? '' : `: ${told.trim().split('\n').slice(-4).join(' | ')}`}`);
}

/** Two folders of the same source, one after the other: the packages must be equal, byte for byte. */
function proveEqualBytes(report: Report, work: string): void {
  const sums = ['one', 'another-folder-of-another-length'].map((name) => {
    const folder = join(work, name);
    for (const file of sourceFiles(['.'])) cpSync(join(ROOT, file), join(folder, file));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const epoch = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' }).trim();
    const environment = { ...process.env, SOURCE_DATE_EPOCH: epoch, TZ: name === 'one' ? 'Asia/Tokyo' : 'UTC' };
    execFileSync(process.execPath, ['scripts/package.ts'], { cwd: folder, env: environment, stdio: 'ignore' });
    const files = ['amd64', 'arm64'].map((arch) => join(folder, `out/deb/madoguchi_${OLD}_${arch}.deb`));
    return [...files, join(folder, `out/deb/madoguchi-sim_${OLD}_all.deb`)]
      .filter((file) => existsSync(file))
      .map((file) => `${basename(file)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
  });
  check(report, `two folders give equal packages: ${sums[0]?.join(', ') ?? ''}`, String(sums[0]) === String(sums[1]));
  const packages = join(work, 'one/out/deb');
  const lintian = spawnSync('sh', ['-c', `lintian --allow-root --fail-on error ${packages}/*.deb`], {
    encoding: 'utf8',
  });
  check(report, 'lintian finds no error', lintian.status === 0, lintian.stdout);
}

/** Both packages of a version, as files inside a root. */
const filesOf = (version: string, only = ''): string =>
  `/deb/madoguchi_${version}_*.deb ${only === '' ? `/deb/madoguchi-sim_${version}_all.deb` : ''}`;

type Ran = (what: string, line: string, wanted?: (told: Told) => boolean) => void;

/** What lies around the program, as the system finds it. */
function proveFiles(ran: Ran): void {
  ran('a reload is answered', 'systemctl reload madoguchid');
  ran(
    'manuals and completions lie where the system looks',
    `cd /usr/share && test -f man/man1/madoguchi.1.gz && test -f man/man1/madoguchi-sim.1.gz && test -f man/man8/madoguchid.8.gz &&
     test -f bash-completion/completions/madoguchi && test -f zsh/vendor-completions/_madoguchi && test -f fish/vendor_completions.d/madoguchi.fish`,
  );
  ran(
    'code is compiled, and is of nobody but root',
    'cd /usr/lib/madoguchi/compiled/ && test "$(ls)" && test -z "$(find . ! -user root -o -perm /022)"',
  );
}

async function proveService(report: Report, root: Root): Promise<void> {
  const system = await root.boot();
  try {
    const ran: Ran = (what, line, wanted = ({ status }) => status === 0) => {
      const told = system.run(line);
      check(report, what, wanted(told), told.text);
    };
    ran('both packages install', `dpkg -i ${filesOf(OLD)}`);
    ran(
      'without a configuration the daemon waits, and nothing failed',
      'systemctl show -P Result madoguchid.service',
      ({ text }) => text.startsWith('success'),
    );
    ran('the service starts on virtual devices', 'madoguchi-sim start');
    const service = await system.start(`${CITIZEN} 0`);
    check(report, 'the service is open under its unit', service.text.includes('open'), service.text);
    ran('the command line reaches it', 'madoguchi status --json', ({ text }) => text.includes('"cardReader"'));
    proveFiles(ran);
    ran('the maker says something of its own', MAKER);
    ran(
      'the daemon has no capability',
      'grep CapEff /proc/$(systemctl show -P MainPID madoguchid)/status',
      ({ text }) => /0{16}/.test(text),
    );
    ran(
      'a killed daemon leaves no slot open',
      'kill -9 $(systemctl show -P MainPID madoguchid); sleep 4; journalctl -u madoguchid -o cat',
      ({ text }) => text.includes('coins: takes no money') && text.includes('notes: takes no money'),
    );
    await proveUpgrade(report, system);
    ran(
      'what the maker said is still said',
      'madoguchi config explain kiosk.phone --config /run/madoguchi-sim/madoguchi.toml',
      ({ text }) => text.includes('maker /usr/share/madoguchi/madoguchi.toml'),
    );
    ran(
      'a downgrade to a program of another schema is refused',
      `${NEWER_LEDGER}; dpkg -i ${filesOf(OLD, 'program')}`,
      ({ status, text }) => status !== 0 && text.includes('nothing was changed'),
    );
    ran(
      'after the refusal the newer version is still there',
      'readlink /usr/lib/madoguchi',
      ({ text }) => text.trim() === `madoguchi-${NEW}`,
    );
    ran(
      'remove keeps the ledger',
      'dpkg -r madoguchi-sim madoguchi && test -f /var/lib/madoguchi/ledger.sqlite && test -z "$(ls -d /usr/lib/madoguchi* 2>/dev/null)"',
    );
    ran(
      'after remove the downgrade is refused all the same',
      `dpkg -i ${filesOf(OLD, 'program')}`,
      ({ status, text }) => status !== 0 && text.includes('nothing was changed'),
    );
    ran(
      'purge keeps the ledger and says so',
      `dpkg --purge madoguchi && test -f /var/lib/madoguchi/ledger.sqlite`,
      ({ status }) => status === 0,
    );
  } finally {
    await system.cut();
  }
}

/** As a package of the maker of a copier would. */
const MAKER = `mkdir -p /usr/share/madoguchi && printf '[kiosk]\\nphone = "00-1111-1111"\\n' > /usr/share/madoguchi/madoguchi.toml`;

/** A ledger of a later program: only its number counts before anything is unpacked. */
const NEWER_LEDGER = `systemctl stop madoguchid madoguchi-sim; rm -f /var/lib/madoguchi/ledger.sqlite*
sqlite3 /var/lib/madoguchi/ledger.sqlite "CREATE TABLE meta (key TEXT, value TEXT); INSERT INTO meta VALUES ('schema_version', '99')"
chown madoguchi: /var/lib/madoguchi/ledger.sqlite`;

/** The citizen stays ten seconds; the upgrade waits for them, and their session ends as they ended it. */
async function proveUpgrade(report: Report, system: Booted): Promise<void> {
  const stays_s = 10;
  system.run('systemctl restart madoguchi-sim; systemctl start madoguchid');
  const citizen = system.start(`${CITIZEN} ${stays_s}`);
  const end_ms = performance.now() + 40_000;
  const state = (): string => system.run('madoguchi status --json').text;
  while (!/"state": ?"notes"/.test(state()) && performance.now() < end_ms)
    await new Promise((done) => setTimeout(done, 300));
  const start_ms = performance.now();
  const upgrade = await system.start(`dpkg -i ${filesOf(NEW)}`);
  const waited_s = (performance.now() - start_ms) / 1000;
  const { text } = await citizen;
  check(report, 'the upgrade ends well', upgrade.status === 0, upgrade.text);
  check(
    report,
    `it waited for the citizen (${waited_s.toFixed(1)} s in all)`,
    text.includes('inside') && text.includes('left'),
    text,
  );
  const log = system.run('journalctl -u madoguchid -o cat').text;
  check(
    report,
    'the daemon was asked to drain, and stopped when nobody was inside',
    log.includes('drain: nobody is inside'),
    log,
  );
  // The package does not wait for the daemon's start.
  const version = system.run(
    'for i in $(seq 60); do systemctl is-active -q madoguchid && break; sleep 0.5; done; readlink -f /usr/lib/madoguchi; systemctl is-active madoguchid',
  );
  const runs = version.text.includes(`madoguchi-${NEW}`) && version.text.includes('\nactive');
  check(report, 'the new version runs', runs, version.text);
}

/** What a cut left: one whole version, and a package that can be finished. */
function judge(report: Report, root: Root, cut: Cut): void {
  const link = join(root.path, 'usr/lib/madoguchi');
  const target = existsSync(link) ? readlinkSync(link) : 'nothing';
  const whole = root.run(
    'cd /usr/lib/madoguchi/ && sha256sum --check --quiet manifest.sha256 && test -s /lib/systemd/system/madoguchid.service',
  );
  const runs = root.run('madoguchi --help >/dev/null');
  check(
    report,
    `${cut.name}: ${target} is whole and runs`,
    whole.status === 0 && runs.status === 0,
    `${whole.text}${runs.text}`,
  );
  const which = target.startsWith(`madoguchi-${OLD}`) ? 'old' : 'new';
  report.counts[`${which} after a cut`] = (report.counts[`${which} after a cut`] ?? 0) + 1;
  const mended = root.run(`dpkg --configure -a; dpkg -i ${filesOf(NEW, 'program')} && dpkg -V madoguchi`);
  const left = root.run('ls -d /usr/lib/madoguchi-*').text.trim();
  const good = mended.status === 0 && left === `/usr/lib/madoguchi-${NEW}`;
  check(report, `${cut.name}: installing again finishes it`, good, `${mended.text}${left}`);
}

async function proveCuts(report: Report, installed: Root, moments: number, random: () => number): Promise<void> {
  const line = `exec dpkg -i ${filesOf(NEW, 'program')}`;
  for await (const cut of cutMoments(() => new Root('cut', installed), line, moments, random)) {
    judge(report, cut.root, cut);
    cut.root.close();
  }
}

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const report: Report = { counts: {}, failures: [] };
  const work = mkdtempSync(join(tmpdir(), 'madoguchi-prove-'));
  process.chdir(ROOT);
  prepareBase();
  try {
    proveEqualBytes(report, work);
    const packages = join(work, 'deb');
    for (const version of [OLD, NEW]) buildPackages(version, packages, false);
    const service = new Root('service');
    cpSync(packages, join(service.path, 'deb'), { recursive: true });
    await proveService(report, service);
    service.close();
    const installed = new Root('installed');
    cpSync(packages, join(installed.path, 'deb'), { recursive: true });
    const told = installed.run(`dpkg -i ${filesOf(OLD, 'program')}`);
    check(report, 'it installs in a root where nothing runs', told.status === 0, told.text);
    let state = seed >>> 0;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 0x1_0000_0000;
    };
    await proveCuts(report, installed, count ?? MOMENTS, random);
    installed.close();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return report;
}
