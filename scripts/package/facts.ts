/** What a package is made from: version, architecture, the time that stands on every file, and where its Node.js lies. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SCHEMA_VERSION } from '../../src/ledger/schema.ts';

/** Root of the repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** One build. Two builds with equal facts give equal bytes. */
export interface PackageFacts {
  /** Of the Debian package; also the name of the program's folder. */
  readonly version: string;
  /** Debian's name of the architecture. */
  readonly architecture: 'amd64' | 'arm64';
  /** npm's name of the same. */
  readonly cpu: 'x64' | 'arm64';
  /** Time of every file and of the changelog (reproducible-builds.org, SOURCE_DATE_EPOCH). */
  readonly epoch_s: number;
  /** False for tests, which unpack it again at once. */
  readonly compressed: boolean;
  /** Schema of the ledger that this program writes. */
  readonly schemaVersion: number;
}

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' } as const;

/** @param version another version than that of package.json, for tests of an upgrade */
export function packageFacts(version: string | null, compressed = true): PackageFacts {
  const cpu = process.arch;
  if (cpu !== 'x64' && cpu !== 'arm64') throw new Error(`no Node.js package for ${cpu}; expected x64 or arm64`);
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const own = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  const chosen = version ?? String(own);
  // The alphabet of Debian versions without epoch and revision; the name of a folder besides (deb-version(7)).
  if (!/^[0-9][A-Za-z0-9.+~]*$/.test(chosen)) {
    throw new Error(`the version is "${chosen}"; expected digits first, then letters, digits, . + ~`);
  }
  const architecture = ARCHITECTURES[cpu];
  return { version: chosen, architecture, cpu, epoch_s: epoch(), compressed, schemaVersion: SCHEMA_VERSION };
}

/** SOURCE_DATE_EPOCH, else the time of the last commit. */
function epoch(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  const text = given ?? (existsSync(join(ROOT, '.git')) ? git(['log', '-1', '--format=%ct']).trim() : '');
  if (!/^\d{1,11}$/.test(text)) {
    throw new Error('the time of the source is unknown; set SOURCE_DATE_EPOCH to seconds since 1970');
  }
  return Number(text);
}

/** Files of the source below these places: what git knows, or everything where there is no git (an unpacked archive). */
export function sourceFiles(places: readonly string[]): string[] {
  if (existsSync(join(ROOT, '.git'))) {
    return git(['ls-files', '-z', '--', ...places])
      .split('\0')
      .filter((path) => path !== '' && existsSync(join(ROOT, path)))
      .toSorted();
  }
  return places.flatMap((place) => filesBelow(join(ROOT, place)).map((path) => relative(ROOT, path))).toSorted();
}

/** Every file and link below a folder, or the file itself. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    return [path];
  }
}

function git(args: readonly string[]): string {
  return execFileSync('git', ['-c', `safe.directory=${ROOT}`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}
