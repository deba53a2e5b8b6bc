/** The tree of the package `madoguchi`: one folder with everything that one version is made of, and links that lead into it. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { buildPage } from '../build-pages.ts';
import { copyrightText } from './copyright.ts';
import { changelogText, packDeb, type Control } from './deb.ts';
import { filesBelow, ROOT, sourceFiles, type PackageFacts } from './facts.ts';
import { moduleFiles, productionModules } from './modules.ts';
import { sbomText } from './sbom.ts';
import { lay, link, manifestOf, put, putGzip, stripElf } from './tree.ts';

/** What of the source runs, or is counted in the fingerprint that the centre knows (src/centre/fingerprint-files.ts). */
const PROGRAM = ['package.json', 'package-lock.json', 'config', 'drivers', 'fsm', 'src', 'scripts/launch'];

/** Where the system looks, and what of the program's folder it finds there. All of them switch with the one link. */
const LINKS: Readonly<Record<string, string>> = {
  'lib/systemd/system/madoguchid.service': 'systemd/madoguchid.service',
  'lib/systemd/system/madoguchi-screen.service': 'systemd/madoguchi-screen.service',
  'lib/systemd/system/madoguchi-fleet.service': 'systemd/madoguchi-fleet.service',
  'usr/lib/sysusers.d/madoguchi.conf': 'systemd/madoguchi.sysusers',
  'usr/lib/tmpfiles.d/madoguchi.conf': 'systemd/madoguchi.tmpfiles',
  'lib/udev/rules.d/70-madoguchi-hid.rules': 'systemd/70-madoguchi-hid.rules',
  'lib/udev/rules.d/70-madoguchi-serial.rules': 'systemd/70-madoguchi-serial.rules',
  'usr/share/polkit-1/rules.d/50-madoguchi-pcsc.rules': 'systemd/50-madoguchi-pcsc.rules',
  'usr/bin/madoguchi': 'bin/madoguchi',
};

/**
 * Started at every boot; who wants one of them not, masks it. (`systemctl enable` would write the folder of this version into /etc,
 * where no switch reaches it.)
 */
const STARTED_AT_BOOT = ['madoguchid.service', 'madoguchi-screen.service', 'madoguchi-fleet.service'];

/** Completions of the shells, where each looks for them. */
const COMPLETIONS: Readonly<Record<string, string>> = {
  'docs/completion/madoguchi.bash': 'usr/share/bash-completion/completions/madoguchi',
  'docs/completion/madoguchi.zsh': 'usr/share/zsh/vendor-completions/_madoguchi',
  'docs/completion/madoguchi.fish': 'usr/share/fish/vendor_completions.d/madoguchi.fish',
};

const CONTROL: Omit<Control, 'architecture'> = {
  name: 'madoguchi',
  section: 'misc',
  depends: [
    'libc6 (>= 2.28)',
    'libgcc-s1',
    'libstdc++6 (>= 11)',
    'libpcsclite1',
    'libsystemd0',
    'libudev1',
    'libusb-1.0-0',
    'systemd (>= 252)',
    'pcscd',
    'polkitd | policykit-1',
    'fonts-ipaexfont-mincho',
    'fonts-ipamj-mincho',
  ],
  recommends: [
    'alsa-utils | pipewire-bin',
    'cage',
    'chromium',
    'espeak-ng',
    'fonts-morisawa-bizud-gothic',
    'fonts-noto-cjk',
    'fonts-noto-core',
    'open-jtalk',
    'open-jtalk-mecab-naist-jdic',
  ],
  suggests: ['hts-voice-nitech-jp-atr503-m001', 'madoguchi-sim'],
  synopsis: 'open controller daemon of certificate kiosks',
  description: [
    'Madoguchi runs on the Linux board inside a multifunction copier, talks to the card reader, the cash unit, the printer, the lamps and the loudspeaker, and leads one citizen at a time to a certificate.',
    'The package brings its own Node.js; it needs none of the system.',
  ],
};

/** Man page of the other package. */
export const SIM_PAGE = 'madoguchi-sim.1';

/** Folder of this version, inside the tree. */
export const folderOf = ({ version }: PackageFacts): string => `usr/lib/madoguchi-${version}`;

/** Builds the package in the folder `work`; returns its file in `out`. */
export function packProgram(facts: PackageFacts, work: string, out: string): string {
  const tree = join(work, 'madoguchi');
  const home = join(tree, folderOf(facts));
  layProgram(facts, home, work);
  for (const [at, target] of Object.entries(LINKS)) link(`/usr/lib/madoguchi/${target}`, join(tree, at));
  for (const unit of STARTED_AT_BOOT)
    link(`../${unit}`, join(tree, 'lib/systemd/system/multi-user.target.wants', unit));
  layDocuments(facts, tree);
  stripElf(home);
  put(join(home, 'manifest.sha256'), manifestOf(home));
  return packDeb(tree, out, facts, { ...CONTROL, architecture: facts.architecture }, scriptsOf(facts));
}

function layProgram(facts: PackageFacts, home: string, work: string): void {
  const modules = productionModules(facts.cpu).flatMap((module) => moduleFiles(module, facts.cpu));
  // None of them is started by its name: their own first lines would ask for a Node.js of the system.
  for (const file of [...sourceFiles(PROGRAM), ...modules]) lay(join(ROOT, file), join(home, file), 0o644);
  lay(join(ROOT, `node_modules/node-linux-${facts.cpu}/bin/node`), join(home, 'bin/node'), 0o755);
  lay(join(ROOT, 'systemd/package/madoguchi'), join(home, 'bin/madoguchi'), 0o755);
  for (const file of filesBelow(join(ROOT, 'systemd'))) {
    // `package/` holds the maintainer's scripts and what belongs to the virtual kiosk.
    if (/systemd\/[^/]+\.(?:service|sysusers|tmpfiles|rules)$/.test(file))
      lay(file, join(home, 'systemd', basename(file)));
  }
  // Built anew, so that what lies in `out` by chance is not shipped.
  const pages = join(work, 'panel');
  buildPage('src/panel', pages);
  for (const file of filesBelow(pages)) lay(file, join(home, 'out/panel', relative(pages, file)));
}

function layDocuments(facts: PackageFacts, tree: string): void {
  const documents = join(tree, 'usr/share/doc/madoguchi');
  const modules = productionModules(facts.cpu);
  put(join(documents, 'copyright'), copyrightText(facts, modules));
  put(join(documents, 'sbom.cdx.json'), sbomText(facts, modules));
  putGzip(join(documents, 'node.LICENSE.gz'), readText(`node_modules/node-linux-${facts.cpu}/LICENSE`));
  putGzip(
    join(documents, 'changelog.gz'),
    changelogText('madoguchi', facts, [`Version ${facts.version} of the program.`]),
  );
  lay(join(ROOT, 'config/madoguchi.toml'), join(documents, 'examples/madoguchi.toml'));
  lay(join(ROOT, 'config/madoguchi.schema.json'), join(documents, 'examples/madoguchi.schema.json'));
  put(join(tree, 'usr/share/lintian/overrides/madoguchi'), overrides('madoguchi', facts));
  layManuals(tree);
}

/** Man pages and completions, which are generated from the table of commands (`npm run generate`). */
function layManuals(tree: string): void {
  for (const page of sourceFiles(['docs/man'])) {
    const [, section] = /\.([158])$/.exec(page) ?? [];
    if (section === undefined || basename(page) === SIM_PAGE) continue;
    const language = dirname(relative('docs/man', page)) === 'ja' ? 'ja/' : '';
    const name = `${basename(page)}.gz`;
    putGzip(join(tree, `usr/share/man/${language}man${section}/${name}`), readText(page));
  }
  for (const [from, to] of Object.entries(COMPLETIONS)) lay(join(ROOT, from), join(tree, to), 0o644);
}

/** What lintian may say, with the reason in the file; `@VERSION@` stands for the program's folder. */
export function overrides(name: string, facts: PackageFacts): string {
  return filled(`systemd/package/${name}.lintian-overrides`, facts);
}

function scriptsOf(facts: PackageFacts): Readonly<Record<string, string>> {
  const names = ['preinst', 'postinst', 'prerm', 'postrm'];
  return Object.fromEntries(names.map((name) => [name, filled(`systemd/package/${name}`, facts)]));
}

function filled(file: string, facts: PackageFacts): string {
  return readText(file).replaceAll('@VERSION@', facts.version).replaceAll('@SCHEMA@', String(facts.schemaVersion));
}

function readText(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
