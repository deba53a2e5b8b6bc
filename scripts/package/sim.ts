/** The tree of `madoguchi-sim`: the virtual kiosk, in the folder of the program's version, whose parts it uses. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildPage } from '../build-pages.ts';
import { changelogText, packDeb, type Control } from './deb.ts';
import { filesBelow, ROOT, sourceFiles, type PackageFacts } from './facts.ts';
import { moduleFiles } from './modules.ts';
import { folderOf, overrides, SIM_PAGE } from './program.ts';
import { lay, link, put, putGzip } from './tree.ts';

const SOURCES = [
  'scripts/sim.ts',
  'scripts/command-line.ts',
  'scripts/pcscd-vpcd.sh',
  'scripts/demo',
  'scripts/municipalities',
  'test/virtual',
  'test/process/usb-board.ts',
  'test/process/usb-bus.ts',
  'test/process/usb-hook.ts',
  'test/process/usb-lines.ts',
];
/** Of the packages for development, what the virtual printer draws with. */
const MODULES = ['node_modules/pngjs'];

const CONTROL: Omit<Control, 'depends'> = {
  name: 'madoguchi-sim',
  architecture: 'all',
  section: 'misc',
  recommends: ['fonts-morisawa-bizud-gothic'],
  synopsis: 'virtual kiosk for Madoguchi: devices, cards and centre',
  description: [
    'Virtual coin and note devices, card reader with cards, printer and reference centre, over the real protocols on real wires, and a bench page to work them by hand.',
    '"madoguchi-sim" starts a whole kiosk, "madoguchi-sim start" the installed service on virtual hardware. All persons are fictional. Not for a kiosk that serves citizens.',
  ],
};

/** Builds the package in the folder `work`; returns its file in `out`. */
export function packSim(facts: PackageFacts, work: string, out: string): string {
  const tree = join(work, 'madoguchi-sim');
  const home = join(tree, folderOf(facts));
  const modules = MODULES.flatMap((path) => moduleFiles({ path }, facts.cpu));
  for (const file of [...sourceFiles(SOURCES), ...modules]) lay(join(ROOT, file), join(home, file), 0o644);
  const pages = join(work, 'bench-page');
  buildPage('test/virtual/bench/page', pages);
  for (const file of filesBelow(pages)) lay(file, join(home, 'out/bench-page', relative(pages, file)));
  for (const name of ['madoguchi-sim.service', 'madoguchid-sim.conf']) {
    lay(join(ROOT, 'systemd/package', name), join(home, 'systemd', name));
  }
  lay(join(ROOT, 'systemd/package/madoguchi-sim'), join(home, 'bin/madoguchi-sim'), 0o755);
  link('/usr/lib/madoguchi/bin/madoguchi-sim', join(tree, 'usr/bin/madoguchi-sim'));
  link('/usr/lib/madoguchi/systemd/madoguchi-sim.service', join(tree, 'lib/systemd/system/madoguchi-sim.service'));
  const documents = join(tree, 'usr/share/doc/madoguchi-sim');
  put(join(documents, 'copyright'), COPYRIGHT);
  putGzip(join(tree, `usr/share/man/man1/${SIM_PAGE}.gz`), readFileSync(join(ROOT, 'docs/man', SIM_PAGE), 'utf8'));
  putGzip(
    join(documents, 'changelog.gz'),
    changelogText('madoguchi-sim', facts, [`Version ${facts.version} of the program.`]),
  );
  put(join(tree, 'usr/share/lintian/overrides/madoguchi-sim'), overrides('madoguchi-sim', facts));
  const depends = [`madoguchi (= ${facts.version})`, 'iproute2', 'openssl', 'pcscd', 'socat', 'vsmartcard-vpcd'];
  return packDeb(tree, out, facts, { ...CONTROL, depends }, {});
}

const COPYRIGHT = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: madoguchi

Files: *
Copyright: the Madoguchi contributors
License: Apache-2.0
 On Debian systems the text stands in /usr/share/common-licenses/Apache-2.0.

Files: usr/lib/madoguchi-*/node_modules/pngjs/*
Copyright: the authors named in its own file LICENSE
License: Expat
 The text stands in the package's own file LICENSE.
`;
