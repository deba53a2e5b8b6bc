/**
 * Where a key stands in a TOML text, for error messages. It reads only what is needed to find a line: table headers,
 * keys at the start of a line, and keys in inline tables; the values were understood by the parser before.
 */
export type KeyPath = readonly PropertyKey[];

/** Line (from 1) of the deepest part of `path` that stands in the text; null when not even its table does. */
export function lineOf(text: string, path: KeyPath): number | null {
  const keys = path.map(String);
  let best: { depth: number; line: number } | null = null;
  const seen = new Map<string, number>();
  let table: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const header = /^\[\[?([^\]]+)\]\]?\s*(?:#.*)?$/.exec(line);
    if (header) {
      table = splitKey(header[1]!);
      if (line.startsWith('[[')) {
        const name = table.join('.');
        const count = seen.get(name) ?? 0;
        seen.set(name, count + 1);
        table = [...table, String(count)];
      }
      best = deeper(best, keys, table, index + 1);
      continue;
    }
    const key = /^((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line);
    if (!key) continue;
    const full = [...table, ...splitKey(key[1]!)];
    best = deeper(best, keys, full, index + 1);
    for (const inner of line.slice(key[0].length).matchAll(/[{,]\s*([\w-]+)\s*=/g)) {
      best = deeper(best, keys, [...full, inner[1]!], index + 1);
    }
  }
  return best?.line ?? null;
}

/** The better of what was found and a place: it must lie on the way to `keys`. */
function deeper(
  best: { depth: number; line: number } | null,
  keys: readonly string[],
  place: readonly string[],
  line: number,
): { depth: number; line: number } | null {
  const isOnTheWay = place.length <= keys.length && place.every((part, index) => part === keys[index]);
  return isOnTheWay && place.length > (best?.depth ?? 0) ? { depth: place.length, line } : best;
}

function splitKey(key: string): string[] {
  return key.split('.').map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'));
}

/** `["devices", 2, "port"]` → `devices[2].port`. */
export function keyText(path: KeyPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${named(String(part))}`))
    .join('');
}

/** No key is longer: what is was not meant to be one. */
const NAME_CHARS_MAX = 64;

/** A key as a message may carry it: short, on one line. */
function named(part: string): string {
  const plain = part.replace(/[^\u0020-\u{10FFFF}]/gu, '?');
  return plain.length > NAME_CHARS_MAX ? `${plain.slice(0, NAME_CHARS_MAX)}…` : plain;
}

/** The known name that is nearest to a misspelt one, null when none is near. */
export function nearest(wrong: string, known: readonly string[]): string | null {
  if (wrong.length > NAME_CHARS_MAX) return null;
  const plain = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const distance = editDistance(plain(wrong), plain(name));
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best && best.distance <= Math.max(2, Math.floor(wrong.length / 3)) ? best.name : null;
}

/** Levenshtein distance: insertions, deletions and substitutions. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
