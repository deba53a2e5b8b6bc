/** WAV files: what engines make is read with care, what we make has one shape. */
import { secretBytes } from '../bytes.ts';

/** Every prompt and player runs at this rate, mono, 16 bit. */
export const RATE_HZ = 48_000;

const HEAD_BYTES = 44;
const FULL_SCALE = 32_768;

/** Sound as numbers, −1…1. */
export interface Pcm {
  readonly rate_hz: number;
  readonly samples: Float32Array;
}

/** What a `fmt ` chunk says, or null where it is not PCM of 16 bit with one or two channels. */
function formatOf(chunk: DataView): { readonly channels: number; readonly rate_hz: number } | null {
  if (chunk.byteLength < 16 || chunk.getUint16(0, true) !== 1 || chunk.getUint16(14, true) !== 16) return null;
  const channels = chunk.getUint16(2, true);
  const rate_hz = chunk.getUint32(4, true);
  const isKnown = (channels === 1 || channels === 2) && rate_hz >= 8_000 && rate_hz <= 192_000;
  return isKnown ? { channels, rate_hz } : null;
}

/**
 * Reads a PCM file of an engine; null when it is none. Sizes beyond the end are cut: who writes into a pipe does not know the length
 * when it writes the head.
 */
export function readWav(bytes: Uint8Array): Pcm | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
  if (bytes.length < HEAD_BYTES || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null;
  let format: ReturnType<typeof formatOf> = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = Math.min(view.getUint32(at + 4, true), bytes.length - at - 8);
    const chunk = new DataView(bytes.buffer, bytes.byteOffset + at + 8, size);
    if (tag(at) === 'fmt ') format = formatOf(chunk);
    if (tag(at) === 'data') return format && { rate_hz: format.rate_hz, samples: monoOf(chunk, format.channels) };
    at += 8 + size + (size % 2);
  }
  return null;
}

function monoOf(chunk: DataView, channels: number): Float32Array {
  const samples = new Float32Array(Math.floor(chunk.byteLength / (2 * channels)));
  for (let i = 0; i < samples.length; i += 1) {
    let sum = 0;
    for (let c = 0; c < channels; c += 1) sum += chunk.getInt16(2 * (i * channels + c), true);
    samples[i] = sum / (channels * FULL_SCALE);
  }
  return samples;
}

function headOf(data_bytes: number): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(HEAD_BYTES - 8 + data_bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE_HZ, 24);
  head.writeUInt32LE(2 * RATE_HZ, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data_bytes, 40);
  return head;
}

/** Our one shape: 44 bytes of head, then {@link RATE_HZ}, mono, 16 bit. In memory that can be wiped. */
export function wavOf(samples: Float32Array): Uint8Array {
  const wav = secretBytes(HEAD_BYTES + 2 * samples.length);
  wav.set(headOf(2 * samples.length));
  const data = new DataView(wav.buffer, HEAD_BYTES);
  samples.forEach((sample, i) =>
    data.setInt16(2 * i, Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample * FULL_SCALE))), true),
  );
  return wav;
}

/** A copy of the samples of a file of our shape; null for any other. Nothing is parsed: its head is compared with the one it must have. */
export function samplesOf(wav: Uint8Array): Int16Array | null {
  const data_bytes = wav.length - HEAD_BYTES;
  if (data_bytes <= 0 || data_bytes % 2 !== 0) return null;
  if (headOf(data_bytes).compare(wav, 0, HEAD_BYTES) !== 0) return null;
  const own = secretBytes(data_bytes);
  own.set(wav.subarray(HEAD_BYTES));
  return new Int16Array(own.buffer);
}
