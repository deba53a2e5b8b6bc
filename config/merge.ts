/**
 * Layers joined into one: a later one wins, key by key. Tables merge; devices merge by their `id` and lines by their `port`; every
 * other list is replaced as a whole. Each value remembers who said it.
 */
import type { Layer } from './layers.ts';
import { lineOf, type KeyPath } from './places.ts';

/** A layer said something: where in its own file. */
export interface Said {
  readonly layer: Layer;
  readonly path: KeyPath;
}

/** Where a value stands. */
export interface Place {
  readonly layer: Layer;
  /** From 1; null when not even its table can be found in the text. */
  readonly line: number | null;
}

/** What the layers are together. */
export interface Merged {
  readonly root: unknown;
  /** Who said a key, the lowest first: the last one is its origin. Empty: nobody. */
  said(path: KeyPath): readonly Said[];
  /** Where a key stands, or the deepest table on the way to it; null: nowhere. */
  place(path: KeyPath): Place | null;
}

/** Lists whose entries have a name of their own. */
const NAMED_LISTS: Readonly<Record<string, string>> = { devices: 'id', lines: 'port' };

interface Node {
  /** Whoever said it, the lowest first. */
  readonly said: readonly Said[];
  readonly content:
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'table'; readonly entries: ReadonlyMap<string, Node> }
    | { readonly kind: 'list'; readonly items: readonly { readonly name: string | null; readonly node: Node }[] };
}

type Items = Extract<Node['content'], { kind: 'list' }>['items'];

/** Joins layers, the lowest first. */
export function mergeLayers(layers: readonly Layer[]): Merged {
  const nodes = layers.map((layer) => nodeOf(layer.root, layer, []));
  const root = nodes.reduce<Node>(merged, { said: [], content: { kind: 'table', entries: new Map() } });
  const find = (path: KeyPath): Node | undefined =>
    path.reduce<Node | undefined>((node, key) => node && inside(node, key), root);
  return {
    root: plain(root),
    said: (path) => find(path)?.said ?? [],
    place: (path) => {
      for (let depth = path.length; depth > 0; depth -= 1) {
        const origin = find(path.slice(0, depth))?.said.at(-1);
        if (origin)
          return { layer: origin.layer, line: lineOf(origin.layer.text, [...origin.path, ...path.slice(depth)]) };
      }
      return null;
    },
  };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function nodeOf(value: unknown, layer: Layer, path: KeyPath): Node {
  const said = [{ layer, path }];
  const nameKey = path.length === 1 ? NAMED_LISTS[String(path[0])] : undefined;
  if (isTable(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, nodeOf(inner, layer, [...path, key])] as const);
    return { said, content: { kind: 'table', entries: new Map(entries) } };
  }
  if (nameKey !== undefined && Array.isArray(value) && value.every(isTable)) {
    const items = value.map((item, index) => {
      const name = item[nameKey];
      return { name: typeof name === 'string' ? name : null, node: nodeOf(item, layer, [...path, index]) };
    });
    return { said, content: { kind: 'list', items } };
  }
  return { said, content: { kind: 'value', value } };
}

/** The later one wins. */
function merged(before: Node, after: Node): Node {
  const said = [...before.said, ...after.said];
  const [one, other] = [before.content, after.content];
  if (one.kind === 'table' && other.kind === 'table') {
    const entries = new Map(one.entries);
    for (const [key, node] of other.entries) {
      const known = entries.get(key);
      entries.set(key, known ? merged(known, node) : node);
    }
    return { said, content: { kind: 'table', entries } };
  }
  if (one.kind === 'list' && other.kind === 'list') {
    return { said, content: { kind: 'list', items: mergedItems(one.items, other.items) } };
  }
  return { said, content: other };
}

/** Entries of one name are one: the first with the first, a second one of the same file with the second. */
function mergedItems(before: Items, after: Items): Items {
  const items = [...before];
  const seen = new Map<string, number>();
  for (const item of after) {
    const nth = item.name === null ? 0 : (seen.get(item.name) ?? 0);
    if (item.name !== null) seen.set(item.name, nth + 1);
    const at = item.name === null ? -1 : indexOfNth(before, item.name, nth);
    const known = items[at];
    if (known) items[at] = { name: item.name, node: merged(known.node, item.node) };
    else items.push(item);
  }
  return items;
}

function indexOfNth(items: Items, name: string, nth: number): number {
  let left = nth;
  return items.findIndex((item) => {
    if (item.name !== name) return false;
    left -= 1;
    return left < 0;
  });
}

function inside({ content }: Node, key: PropertyKey): Node | undefined {
  if (content.kind === 'table') return content.entries.get(String(key));
  return content.kind === 'list' ? content.items[Number(key)]?.node : undefined;
}

function plain({ content }: Node): unknown {
  if (content.kind === 'value') return content.value;
  if (content.kind === 'list') return content.items.map(({ node }) => plain(node));
  return Object.fromEntries([...content.entries].map(([key, node]) => [key, plain(node)]));
}
