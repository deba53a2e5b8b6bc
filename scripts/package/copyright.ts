/** `copyright` of the package in the machine-readable form (DEP-5, copyright-format 1.0): every bundled package with its licence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type PackageFacts } from './facts.ts';
import { licenceText, type Module } from './modules.ts';

/** Licences whose text Debian ships: a reference is enough (Debian Policy 12.5). */
const COMMON: Readonly<Record<string, string>> = {
  'Apache-2.0': 'Apache-2.0',
  'LGPL-3.0-or-later': 'LGPL-3',
};

/** Names of SPDX in the words of DEP-5. */
const NAMES: Readonly<Record<string, string>> = {
  MIT: 'Expat',
  'BSD-3-Clause': 'BSD-3-clause',
  'LGPL-3.0-or-later': 'LGPL-3+',
  '(MIT OR X11)': 'Expat or X11',
  '(MIT AND Zlib)': 'Expat and Zlib',
};

const nameOf = (license: string): string => NAMES[license] ?? license;

/** Text of one field: each line after a blank, empty ones as a dot. */
const field = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
    .join('\n');

/** Who holds the rights, as the licence file says; else as the package's own description says. */
function holders(module: Module): string {
  const lines = licenceText(module)
    .split('\n')
    .map((line) => line.replace(/^[#*\s]+/, '').trim())
    .filter(
      (line) =>
        /^(?:\(c\)|©|copyright\s+(?:\(c\)|©|\d{4}|[A-Z]))/i.test(line) &&
        !/^copyright (?:notice|license|holder)/i.test(line),
    );
  if (lines.length > 0) return [...new Set(lines)].join('\n           ');
  const manifest = JSON.parse(readFileSync(join(ROOT, module.path, 'package.json'), 'utf8')) as {
    author?: string | { name?: string };
  };
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  return author || `the authors of ${module.name}`;
}

/** The grant without the lines that name its holder: the same for every package of this licence. */
function grantOf(text: string): string {
  const lines = text
    .split('\n')
    .filter(
      (line) =>
        !/^\s*(?:\(c\)|©|copyright\s+(?:\(c\)|©|\d{4}))|^\s*(?:the )?\(?(?:mit|isc|bsd)[^.]*licen[cs]e\)?:?\s*(?:\(mit\))?\s*$/i.test(
          line,
        ),
    );
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

/** Files of a package, with wildcards; a question mark stands for what DEP-5 cannot write. */
const filesOf = (facts: PackageFacts, path: string): string => `usr/lib/madoguchi-${facts.version}/${path}`;

function paragraphs(facts: PackageFacts, modules: readonly Module[]): string[] {
  return modules.map((module) => {
    const text = licenceText(module);
    // The package's own words where it brings them: texts of one licence differ in small things.
    const comment = text === '' ? 'Comment: the package states its licence and brings no text of it.\n' : '';
    return `Files: ${filesOf(facts, module.path)}/*\nCopyright: ${holders(module)}\nLicense: ${nameOf(module.license)}\n${comment}`;
  });
}

/** Paragraphs of the licences themselves. */
function licences(modules: readonly Module[]): string[] {
  const single = new Map<string, string>();
  for (const module of modules) {
    if (/ (?:AND|OR) /.test(module.license)) continue;
    const known = single.get(module.license);
    const text = licenceText(module);
    if (known === undefined || (known === '' && text !== '')) single.set(module.license, text);
  }
  return [...single]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([license, text]) => {
      const common = COMMON[license];
      const words =
        common === undefined
          ? grantOf(text)
          : `On Debian systems the text stands in /usr/share/common-licenses/${common}.`;
      return `License: ${nameOf(license)}\n${field(words)}\n`;
    });
}

const X11 = `Permission is hereby granted, free of charge, as the text in the package's own file LICENSE-x11.txt says.`;
const ZLIB = `This software is provided 'as-is', without any express or implied warranty. In no event will the authors be held liable for any damages arising from the use of this software.

Permission is granted to anyone to use this software for any purpose, including commercial applications, and to alter it and redistribute it freely, subject to the following restrictions:

1. The origin of this software must not be misrepresented; you must not claim that you wrote the original software. If you use this software in a product, an acknowledgment in the product documentation would be appreciated but is not required.
2. Altered source versions must be plainly marked as such, and must not be misrepresented as being the original software.
3. This notice may not be removed or altered from any source distribution.`;

/** The whole file. */
export function copyrightText(facts: PackageFacts, modules: readonly Module[]): string {
  const head = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: madoguchi\n';
  const own = 'Files: *\nCopyright: the Madoguchi contributors\nLicense: Apache-2.0\n';
  const node = `Files: ${filesOf(facts, 'bin/node')}\nCopyright: Node.js contributors and those named in /usr/share/doc/madoguchi/node.LICENSE.gz\nLicense: Node.js\n`;
  return [
    head,
    own,
    node,
    ...paragraphs(facts, modules),
    ...licences(modules),
    `License: Node.js\n${field('The licence of Node.js (Expat) and of the libraries inside it (V8, OpenSSL, ICU, libuv and others) stand whole in /usr/share/doc/madoguchi/node.LICENSE.gz.')}\n`,
    `License: X11\n${field(X11)}\n`,
    `License: Zlib\n${field(ZLIB)}\n`,
  ].join('\n');
}
