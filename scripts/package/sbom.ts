/** Bill of materials in CycloneDX 1.6 (ECMA-424), the same bytes for the same facts. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type PackageFacts } from './facts.ts';
import type { Module } from './modules.ts';

/** Package URL of an npm package: the @ of a scope is escaped (purl-spec, npm). */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** A package may lie in the tree twice; each place is a component of its own. */
const refOf = ({ path, version }: Pick<Module, 'path' | 'version'>): string => `${path}@${version}`;

/** A single SPDX id is named as such, anything with AND or OR is an expression. */
function licencesOf(license: string): object[] {
  return / (?:AND|OR) /.test(license)
    ? [{ expression: license.replace(/^\((.*)\)$/, '$1') }]
    : [{ license: { id: license } }];
}

function hashesOf(integrity: string | null): object {
  const [, sum] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
  return sum === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') }] };
}

function componentOf(module: Module): object {
  const [first = '', second] = module.name.split('/');
  return {
    type: 'library',
    'bom-ref': refOf(module),
    ...(second === undefined ? { name: first } : { group: first, name: second }),
    version: module.version,
    ...hashesOf(module.integrity),
    licenses: licencesOf(module.license),
    purl: purlOf(module.name, module.version),
  };
}

/** The bill as text. `direct` are the paths that the program itself uses. */
export function sbomText(facts: PackageFacts, modules: readonly Module[]): string {
  const own = `pkg:deb/madoguchi@${facts.version}?arch=${facts.architecture}`;
  const node = nodeVersion(facts.cpu);
  const nodeRef = `bin/node@${node}`;
  const direct = modules.filter(({ path }) => path.lastIndexOf('node_modules/') === 0 && isDirect(path));
  const byPath = new Map(modules.map((module) => [module.path, refOf(module)]));
  const body = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(facts.epoch_s * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'madoguchi',
        version: facts.version,
        licenses: licencesOf('Apache-2.0'),
        purl: own,
      },
    },
    components: [
      {
        type: 'platform',
        'bom-ref': nodeRef,
        name: 'node',
        version: node,
        licenses: licencesOf('MIT'),
        purl: purlOf(`node-linux-${facts.cpu}`, node),
      },
      ...modules.map(componentOf),
    ],
    dependencies: [
      { ref: own, dependsOn: [nodeRef, ...direct.map(refOf)] },
      { ref: nodeRef, dependsOn: [] },
      ...modules.map((module) => ({
        ref: refOf(module),
        dependsOn: module.uses.flatMap((path) => byPath.get(path) ?? []),
      })),
    ],
  };
  const { $schema, bomFormat, specVersion, ...rest } = body;
  return `${JSON.stringify({ $schema, bomFormat, specVersion, serialNumber: serialOf(JSON.stringify(body)), ...rest }, null, 2)}\n`;
}

/** A UUID of version 8 (RFC 9562, 5.8) out of the content: the same bill has the same number. */
function serialOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}

function isDirect(path: string): boolean {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };
  return path.slice('node_modules/'.length) in manifest.dependencies;
}

/** Version of the Node.js that is packed. */
export function nodeVersion(cpu: string): string {
  const file = join(ROOT, 'node_modules', `node-linux-${cpu}`, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
