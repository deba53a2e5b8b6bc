/** Modules → bytes → header and blocks: doubtful bytes become erasures. */
import { BLOCK_PARITY, BLOCKS, CAPACITY, parseBlock, parseHeader, PROFILE, VERSION, WORD_LENGTH } from './blocks.ts';
import type { Header } from './blocks.ts';
import type { DecodeMargin, ReadFailure } from './contract.ts';
import { crc32 } from './crc.ts';
import type { Grid } from './grid.ts';
import { GRID_WIDTH, HEADER_LENGTH } from './grid.ts';
import type { Modules } from './modules.ts';

/** The byte of every cell, and how sure its least sure bit is: 1 sure, 0 or less lost. */
interface Cells {
  readonly bytes: Uint8Array;
  readonly sure: Float32Array;
}

export type Decoded =
  | { readonly ok: true; readonly payload: Uint8Array; readonly decode: DecodeMargin }
  | { readonly ok: false; readonly failure: Extract<ReadFailure, 'unreadable' | 'unknownFormat'> };

/** Unrest up to which a byte is as sure as it looks. */
const CALM = 0.12;
/** Bytes less sure than this are erased: in a first try only what is surely lost, then more. */
const DOUBTS = [0.02, 0.15, 0.3, 0.45];
/** Parity that stays for errors when as much as can be is erased; without any, every word would be corrected to something. */
const SPARE = 8;

export function decode(modules: Modules, grid: Grid): Decoded {
  const cells = cellsOf(modules, grid);
  const header = headerOf(cells, modules, grid);
  if (header === null) return { ok: false, failure: 'unreadable' };
  if (header.version !== VERSION || header.profile !== PROFILE || header.length > CAPACITY)
    return { ok: false, failure: 'unknownFormat' };
  const payload = new Uint8Array(BLOCKS * (CAPACITY / BLOCKS));
  let [errors, erasures, worst] = [0, 0, 0];
  for (let block = 0; block < BLOCKS; block += 1) {
    const found = blockOf(cells, grid, block);
    if (found === null) return { ok: false, failure: 'unreadable' };
    payload.set(found.bytes, block * found.bytes.length);
    errors += found.errors;
    erasures += found.erasures;
    worst = Math.max(worst, 2 * found.errors + found.erasures);
  }
  const result = payload.slice(0, header.length);
  if (crc32(result) !== header.crc32) return { ok: false, failure: 'unreadable' };
  const margin = 1 - worst / BLOCK_PARITY;
  return { ok: true, payload: result, decode: { margin, errors, erasures, bytes: BLOCKS * WORD_LENGTH } };
}

/** Byte of the 4 × 2 modules from one on, and its doubt. */
export function byteAt(modules: Modules, at: number, width: number): readonly [byte: number, sure: number] {
  const { values } = modules.soft;
  let byte = 0;
  let sure = Infinity;
  for (let bit = 0; bit < 8; bit += 1) {
    const value = values[at + (bit >> 2) * width + (bit & 3)]!;
    if (value > 0) byte |= 0x80 >> bit;
    sure = Math.min(sure, Math.abs(value));
  }
  const restless = modules.unrest.values[at + 1]!;
  return [byte, sure - 2 * Math.max(0, restless - CALM)];
}

function cellsOf(modules: Modules, { cells, whitening }: Grid): Cells {
  const bytes = new Uint8Array(cells.length);
  const sure = new Float32Array(cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    const [byte, certainty] = byteAt(modules, cells[at]!, GRID_WIDTH);
    bytes[at] = byte ^ whitening[at]!;
    sure[at] = certainty;
  }
  return { bytes, sure };
}

/** The header of the first copy that can be corrected, or else of all copies added up. */
function headerOf({ bytes }: Cells, { soft }: Modules, { cells, headers, whitening }: Grid): Header | null {
  for (const places of headers) {
    const header = parseHeader(Uint8Array.from(places, (cell) => bytes[cell]!));
    if (header !== null) return header;
  }
  const sum = new Uint8Array(HEADER_LENGTH);
  for (let at = 0; at < HEADER_LENGTH; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      let vote = 0;
      for (const places of headers) {
        const cell = places[at]!;
        const value = soft.values[cells[cell]! + (bit >> 2) * GRID_WIDTH + (bit & 3)]!;
        vote += (whitening[cell]! >> (7 - bit)) & 1 ? -value : value;
      }
      if (vote > 0) sum[at]! |= 0x80 >> bit;
    }
  return parseHeader(sum);
}

interface FoundBlock {
  readonly bytes: Uint8Array;
  readonly errors: number;
  readonly erasures: number;
}

function blockOf({ bytes, sure }: Cells, { symbols }: Grid, block: number): FoundBlock | null {
  const word = new Uint8Array(WORD_LENGTH);
  const certainty = new Float32Array(WORD_LENGTH);
  for (let at = 0; at < WORD_LENGTH; at += 1) {
    const cell = symbols[block * WORD_LENGTH + at]!;
    word[at] = bytes[cell]!;
    certainty[at] = sure[cell]!;
  }
  const order = Array.from(word.keys()).sort((one, other) => certainty[one]! - certainty[other]!);
  let tried = -1;
  for (const doubt of DOUBTS) {
    let count = order.findIndex((at) => certainty[at]! >= doubt);
    count = Math.min(BLOCK_PARITY - SPARE, count < 0 ? WORD_LENGTH : count);
    if (count === tried) continue;
    tried = count;
    const found = parseBlock(word, block, order.slice(0, count));
    if (found !== null) return { ...found, erasures: count };
  }
  return null;
}
