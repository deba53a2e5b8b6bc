/** What goes into the package: modules, bill of materials, licences, and an archive that is the same each time. The whole: `npm run prove -- package`. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { copyrightText } from '../../scripts/package/copyright.ts';
import { packDeb } from '../../scripts/package/deb.ts';
import { ROOT, type PackageFacts } from '../../scripts/package/facts.ts';
import { licenceText, moduleFiles, productionModules } from '../../scripts/package/modules.ts';
import { sbomText } from '../../scripts/package/sbom.ts';

const CPU = process.arch === 'arm64' ? 'arm64' : 'x64';
const FACTS: PackageFacts = {
  version: '1.2.3',
  architecture: CPU === 'x64' ? 'amd64' : 'arm64',
  cpu: CPU,
  epoch_s: 1_750_000_000,
  compressed: false,
  schemaVersion: 5,
};
const MODULES = productionModules(CPU);
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every dependency of the program is packed, and nothing that only develops it', () => {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const paths = new Set(MODULES.map(({ path }) => path));
  for (const name of Object.keys(manifest.dependencies)) expect(paths, name).toContain(`node_modules/${name}`);
  const developing = Object.keys(manifest.devDependencies).filter((name) => paths.has(`node_modules/${name}`));
  expect(developing).toEqual([]);
});

test('every module brings its entry, add-ons only of this machine, and neither sources nor types', () => {
  for (const module of MODULES) {
    const files = moduleFiles(module, CPU);
    expect(files, module.path).toContain(join(module.path, 'package.json'));
    for (const file of files) expect(file).not.toMatch(/\.(?:[cm]?ts|cc|cpp|h|map)$|(?:win32|darwin|musl).*\.node$/);
  }
});

const license = z.union([
  z.strictObject({ license: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9.+-]+$/) }) }),
  z.strictObject({ expression: z.string().regex(/ (?:AND|OR) /) }),
]);
const component = z.object({
  type: z.enum(['application', 'library', 'platform']),
  'bom-ref': z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  licenses: z.array(license).length(1),
  hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).optional(),
  purl: z.string().startsWith('pkg:'),
});
/** What bom-1.6.schema.json requires of the parts used here. */
const bom = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.object({ timestamp: z.iso.datetime(), component }),
  components: z.array(component),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

test('the bill of materials is CycloneDX 1.6, names every module once, and is the same each time', () => {
  const text = sbomText(FACTS, MODULES);
  expect(sbomText(FACTS, productionModules(CPU))).toBe(text);
  const { components, dependencies, metadata } = bom.parse(JSON.parse(text));
  const refs = [metadata.component, ...components].map((part) => part['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  expect(components).toHaveLength(MODULES.length + 1);
  expect(dependencies.map(({ ref }) => ref)).toEqual(refs);
  for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
});

test('the copyright file names every module with a licence, and every licence with its text (DEP-5)', () => {
  const paragraphs = copyrightText(FACTS, MODULES).split(/\n\n+(?=[A-Z])/);
  const texts = paragraphs.filter((text) => text.startsWith('License:')).map((text) => text.split('\n')[0]);
  expect(new Set(texts).size).toBe(texts.length);
  for (const { path } of MODULES) {
    const [own] = paragraphs.filter((text) => text.startsWith(`Files: usr/lib/madoguchi-1.2.3/${path}/*\n`));
    expect(own, path).toMatch(/\nCopyright: \S/);
    const [, names = ''] = /\nLicense: ([^\n]+)/.exec(own ?? '') ?? [];
    for (const name of names.split(/ (?:and|or) /)) expect(texts, path).toContain(`License: ${name}`);
  }
  const silent = MODULES.filter((module) => licenceText(module) === '').map(({ name }) => name);
  expect(silent.toSorted()).toEqual([`@img/sharp-libvips-linux-${CPU}`, 'brotli', 'dfa', 'fontkit', 'ipp'].toSorted());
});

test.skipIf(!existsSync('/usr/bin/dpkg-deb'))(
  'the same tree gives the same bytes, whenever and wherever it was laid',
  () => {
    const control = {
      name: 'try',
      architecture: 'all',
      section: 'misc',
      depends: [],
      synopsis: 's',
      description: ['d'],
    };
    const build = (name: string, year: number): string => {
      const tree = join(folder, name, 'tree');
      for (const file of ['b/two', 'a', 'b/one']) {
        mkdirSync(join(tree, file, '..'), { recursive: true, mode: year === 2001 ? 0o700 : 0o755 });
        writeFileSync(join(tree, file), file, { mode: 0o644 });
        utimesSync(join(tree, file), year, year);
      }
      const deb = packDeb(tree, join(folder, name), FACTS, control, { postinst: '#!/bin/sh\n' });
      const list = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
      expect(list).not.toMatch(/^\S+ (?!root\/root)/m);
      return createHash('sha256').update(readFileSync(deb)).digest('hex');
    };
    expect(build('one', 2001)).toBe(build('a/longer/place', 2002));
  },
);
