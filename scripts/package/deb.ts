/** A Debian package out of a laid tree (deb(5)): control data, sums, archive. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, type PackageFacts } from './facts.ts';
import { put, settle } from './tree.ts';

/** Fields of the control file (Debian Policy 5.3). */
export interface Control {
  readonly name: string;
  readonly architecture: string;
  readonly section: string;
  readonly depends: readonly string[];
  readonly recommends?: readonly string[];
  readonly suggests?: readonly string[];
  readonly synopsis: string;
  /** Long description, one paragraph a string. */
  readonly description: readonly string[];
}

const MAINTAINER = 'Madoguchi maintainers <maintainers@madoguchi.example>';
const SCRIPT_MODE = 0o755;

/** Installed size in KiB as dpkg counts it: each file rounded up (Debian Policy 5.6.20). */
function installedSize_kib(tree: string): number {
  return filesBelow(tree).reduce((sum, file) => {
    const facts = lstatSync(file);
    return sum + (facts.isSymbolicLink() ? 1 : Math.ceil(facts.size / 1024));
  }, 1);
}

function controlText(control: Control, facts: PackageFacts, size_kib: number): string {
  const list = (name: string, items: readonly string[] = []): string[] =>
    items.length === 0 ? [] : [`${name}: ${items.join(', ')}`];
  return [
    `Package: ${control.name}`,
    `Version: ${facts.version}`,
    `Architecture: ${control.architecture}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${size_kib}`,
    ...list('Depends', control.depends),
    ...list('Recommends', control.recommends),
    ...list('Suggests', control.suggests),
    `Section: ${control.section}`,
    'Priority: optional',
    `Description: ${control.synopsis}`,
    ...control.description.flatMap((paragraph, index) => [...(index === 0 ? [] : [' .']), ...wrapped(paragraph)]),
    '',
  ].join('\n');
}

/** Lines of at most 78 letters, each after one blank. */
function wrapped(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line.length + word.length > 76) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** Changelog of the package; what changed in the program stands in the program's own. */
export function changelogText(name: string, facts: PackageFacts, changes: readonly string[]): string {
  const day = new Date(facts.epoch_s * 1000).toUTCString().replace('GMT', '+0000');
  const rows = changes.map((change) => `  * ${change}\n`).join('');
  return `${name} (${facts.version}) unstable; urgency=medium\n\n${rows}\n -- ${MAINTAINER}  ${day}\n`;
}

/** Packs a tree; `scripts` are the maintainer's, by name. Returns the package's file. */
export function packDeb(
  tree: string,
  out: string,
  facts: PackageFacts,
  control: Control,
  scripts: Readonly<Record<string, string>>,
): string {
  const files = filesBelow(tree).filter((file) => !lstatSync(file).isSymbolicLink());
  const sums = files.map((file) => {
    const sum = createHash('md5').update(readFileSync(file)).digest('hex');
    return `${sum}  ${relative(tree, file)}\n`;
  });
  const size_kib = installedSize_kib(tree);
  put(join(tree, 'DEBIAN/control'), controlText(control, facts, size_kib));
  put(join(tree, 'DEBIAN/md5sums'), sums.join(''));
  for (const [name, text] of Object.entries(scripts)) put(join(tree, 'DEBIAN', name), text, SCRIPT_MODE);
  settle(tree, facts.epoch_s);
  mkdirSync(out, { recursive: true });
  const file = join(out, `${control.name}_${facts.version}_${control.architecture}.deb`);
  // A fixed level and one way of cutting into blocks: the bytes must not depend on how many processors pack.
  const compression = facts.compressed ? ['-Zxz', '-z1', '--threads-max=2', '--uniform-compression'] : ['-Znone'];
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(facts.epoch_s), LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  return file;
}
