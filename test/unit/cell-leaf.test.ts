/** A leaf on its way: out of the cell in pieces (R102), through the daemon as a source that never holds the whole. */
import { expect, test } from 'vitest';
import { CELL_LIMITS } from '../../src/cell/limits.ts';
import type { CellCommand, CellFact } from '../../src/cell/contract.ts';
import { cellSource } from '../../src/kiosk/print/cell-source.ts';
import { authenticate, CN, createCellWorld, makeLeafCommand, type CellWorld } from '../virtual/centre/fixture.ts';
import { countRasterPages } from '../virtual/printer/raster.ts';

const juminhyo = { typeId: 'juminhyo', options: { setainushiTsuzukigara: true }, persons: [1, 2], copies: 1 };
const apply = { type: 'apply', requests: [juminhyo] } as const;
const types = (facts: readonly CellFact[]): string[] => facts.map(({ type }) => type);

/** Bytes of a made leaf, asked for piece by piece. */
function readLeaf(world: CellWorld, pieces = 1): { bytes: Uint8Array; ends: string[] } {
  const parts: Uint8Array[] = [];
  const ends: string[] = [];
  for (let asked = 0; asked < 100 && ends.at(-1) !== 'last'; asked += 1) {
    const facts = world.run({ type: 'morePieces', pieces });
    expect(facts.length).toBeLessThanOrEqual(pieces);
    for (const fact of facts) {
      if (fact.type !== 'leafPiece') throw new Error(fact.type);
      parts.push(fact.bytes);
      ends.push(fact.end);
    }
  }
  return { bytes: Buffer.concat(parts), ends };
}

test('R102: a leaf leaves the cell in pieces, never more than were asked for, and ends once', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  world.run(apply);
  // Nothing is made yet.
  expect(world.run({ type: 'morePieces', pieces: 4 })).toEqual([]);
  expect(types(world.run(makeLeafCommand(0, 0)))).toEqual(['leafMade']);
  const one = readLeaf(world);
  expect(one.ends.slice(0, -1).every((end) => end === 'more')).toBe(true);
  expect(world.run({ type: 'morePieces', pieces: 4 })).toEqual([]);
  world.run(makeLeafCommand(0, 0));
  expect(readLeaf(world, 3).bytes).toEqual(one.bytes);
  expect(countRasterPages(one.bytes)).toBe(2);
});

test('R102: what is dropped in the middle is wiped and gives nothing more', () => {
  const world = createCellWorld();
  authenticate(world, CN.susonoTaro);
  world.run(apply);
  world.run(makeLeafCommand(0, 0));
  expect(types(world.run({ type: 'morePieces', pieces: 2 }))).toEqual(['leafPiece', 'leafPiece']);
  world.run({ type: 'dropLeaf' });
  expect(world.run({ type: 'morePieces', pieces: 2 })).toEqual([]);
  // A dropped leaf can be made again.
  expect(types(world.run(makeLeafCommand(0, 0)))).toEqual(['leafMade']);
});

/** A source and the cell at its other end, which answers when it is told to. */
function sourceAndCell(): {
  source: ReturnType<typeof cellSource>;
  asked: () => number;
  dropped: () => number;
  sent: Uint8Array[];
  give: (end: 'more' | 'last' | 'failed', bytes?: number[]) => void;
  told: () => number;
} {
  const commands: CellCommand[] = [];
  const sent: Uint8Array[] = [];
  const source = cellSource({ send: (command) => void commands.push(command) });
  let told = 0;
  source.onReadable(() => {
    told += 1;
  });
  return {
    source,
    sent,
    asked: () => commands.reduce((sum, command) => sum + (command.type === 'morePieces' ? command.pieces : 0), 0),
    dropped: () => commands.filter(({ type }) => type === 'dropLeaf').length,
    give: (end, bytes = []) => {
      sent.push(Uint8Array.from(bytes));
      source.piece({ type: 'leafPiece', end, bytes: sent.at(-1)! });
    },
    told: () => told,
  };
}

test('R102: the daemon asks for no more pieces than it may hold, and for another with each that it read', () => {
  const { source, asked, give, told } = sourceAndCell();
  expect(source.length_bytes).toBeNull();
  expect(source.read(100)).toBeNull();
  const { pieces_ahead_max } = CELL_LIMITS;
  expect(asked()).toBe(pieces_ahead_max);
  for (let at = 0; at < pieces_ahead_max; at += 1) give('more', [at, at, at]);
  expect(asked()).toBe(pieces_ahead_max);
  expect(told()).toBe(pieces_ahead_max);
  expect([...(source.read(2) ?? [])]).toEqual([0, 0]);
  // The rest of a piece is still held.
  expect(asked()).toBe(pieces_ahead_max);
  expect([...(source.read(2) ?? [])]).toEqual([0]);
  expect(asked()).toBe(pieces_ahead_max + 1);
});

test('R102: a piece is wiped when the next is read, and the end is one empty piece', () => {
  const { source, sent, give, dropped } = sourceAndCell();
  source.read(100);
  give('more', [1, 2, 3]);
  give('last');
  expect([...(source.read(100) ?? [])]).toEqual([1, 2, 3]);
  expect(source.read(100)).toHaveLength(0);
  expect(source.broken).toBe(false);
  expect([...sent[0]!]).toEqual([0, 0, 0]);
  source.close();
  expect(dropped()).toBe(0);
});

test.each(['failed', 'lost'] as const)(
  'a document that breaks off (%s) never looks whole, and what came is wiped',
  (how) => {
    const { source, sent, give, told } = sourceAndCell();
    source.read(100);
    give('more', [1, 2, 3]);
    if (how === 'failed') give('failed');
    else source.lost();
    expect(source.broken).toBe(true);
    expect(source.read(100)).toHaveLength(0);
    expect([...sent[0]!]).toEqual([0, 0, 0]);
    expect(told()).toBe(2);
  },
);

test('R102: closed in the middle, it drops the leaf and keeps nothing of what still comes', () => {
  const { source, sent, give, dropped } = sourceAndCell();
  source.read(100);
  give('more', [1, 2, 3]);
  source.close();
  expect(dropped()).toBe(1);
  give('more', [4, 5, 6]);
  expect(sent.map((piece) => [...piece])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(source.read(100)).toHaveLength(0);
});
