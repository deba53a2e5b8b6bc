/** Frame readers of the cash lines, judged by the virtual devices' own check of length and sum. */
import { readFrame as readCctalk } from '../../drivers/cctalk/frame.ts';
import { readFrame as readOpc } from '../../drivers/changer/opc-frame.ts';
import { readFrame as readId003 } from '../../drivers/id003/frame.ts';
import type { ReadFrame } from '../../drivers/line/device.ts';
import type { Random } from '../../src/base/random.ts';
import { decodeFrame, encodeFrame, type Checksum } from '../virtual/cctalk/frame.ts';
import { crcKermit, encode as encodeId003 } from '../virtual/id003/frame.ts';
import { crcIbm3740, encode as encodeOpc } from '../virtual/one-piece/frame.ts';
import { FuzzFailure, type FuzzTarget } from './contract.ts';
import { mutateBytes } from './mutate.ts';

/** Whether these bytes are one whole frame, by somebody who shares no line of code with the reader. */
type Judge = (bytes: Uint8Array) => boolean;

function frameTarget(
  name: string,
  read: (bytes: Uint8Array) => ReadFrame<unknown>,
  isFrame: Judge,
  corpus: readonly Uint8Array[],
): FuzzTarget {
  return {
    name,
    inputsOfALife: Infinity,
    make: (random: Random) => () => {
      const bytes = mutateBytes(random, corpus);
      const found = read(bytes);
      if (found.type === 'frame') {
        if (found.taken < 1 || found.taken > bytes.length)
          throw new FuzzFailure(`took ${found.taken} of ${bytes.length}`);
        if (!isFrame(bytes.subarray(0, found.taken)))
          throw new FuzzFailure(`no frame: ${Buffer.from(bytes).toString('hex')}`);
      }
      if (found.type === 'skip' && (found.taken < 1 || found.taken > bytes.length))
        throw new FuzzFailure(`skips ${found.taken} of ${bytes.length}`);
      // The other way round: what is whole must not be waited for.
      if (found.type !== 'frame' && isFrame(bytes))
        throw new FuzzFailure(`refused ${Buffer.from(bytes).toString('hex')}`);
    },
  };
}

function cctalkCorpus(checksum: Checksum): readonly Uint8Array[] {
  const answer = (data: readonly number[], header = 0): Uint8Array =>
    encodeFrame({ destination: 1, source: 2, header, data: Uint8Array.from(data) }, checksum);
  return [
    answer([]),
    answer([], 5),
    answer([3, 1, 1, 2, 3, 0, 1, 0, 0, 0, 0]),
    answer([...Buffer.from('JP100A')]),
    answer([7, 0, 3, 0]),
  ];
}

function isId003(bytes: Uint8Array): boolean {
  if (bytes.length < 5 || bytes[0] !== 0xfc || bytes[1] !== bytes.length) return false;
  const crc = crcKermit(bytes.subarray(0, -2));
  return bytes.at(-2) === (crc & 0xff) && bytes.at(-1) === crc >> 8;
}

/** An answer of OPC-1 has a RESULT: seven bytes at least. */
function isOpcAnswer(bytes: Uint8Array): boolean {
  if (bytes.length < 7 || bytes[0] !== 2 || bytes[1] !== bytes.length) return false;
  const crc = crcIbm3740(bytes.subarray(0, -2));
  return bytes.at(-2) === (crc & 0xff) && bytes.at(-1) === crc >> 8;
}

export const FRAME_TARGETS: readonly FuzzTarget[] = [
  ...(['sum8', 'crc16'] as const).map((checksum) =>
    frameTarget(
      `ccTalk frame, ${checksum}`,
      (bytes) => readCctalk(bytes, checksum),
      (bytes) => bytes.length >= 5 && (bytes[1] ?? 0) <= 252 && decodeFrame(bytes, checksum) !== null,
      cctalkCorpus(checksum),
    ),
  ),
  frameTarget('ID-003 frame', readId003, isId003, [
    encodeId003(0x11),
    encodeId003(0x13, [0x61]),
    encodeId003(0x15),
    encodeId003(0x8a, [0x61, 10, 1, 3, 0x62, 10, 2, 3]),
  ]),
  frameTarget('OPC-1 frame', readOpc, isOpcAnswer, [
    encodeOpc([6, 0x85, 0]),
    encodeOpc([5, 0x8a, 2]),
    encodeOpc([2, 0x82, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 1, 15, 0, 0, 1, 44, 0, 0, 0]),
    encodeOpc([3, 0x83, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 4, 0, 0, 0, 0]),
  ]),
];
