/** A bench: which devices are real, and where; all others are virtual. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const virtual = z.strictObject({ kind: z.literal('virtual') });
const serial = z.strictObject({ kind: z.literal('real'), port: z.string().min(1) });

const benchSchema = z.strictObject({
  $schema: z.string().optional(),
  /** What is on the bench, for the report. */
  name: z.string().min(1).max(80),
  devices: z
    .strictObject({
      /** `reader` as in PC/SC. The card must be one that the reference centre knows. */
      card: z.union([virtual, z.strictObject({ kind: z.literal('real'), reader: z.string().min(1) })]),
      /** Acceptor and hoppers on one ccTalk line. */
      coins: z.union([virtual, serial]),
      /** ID-003 validator. */
      notes: z.union([virtual, serial]),
      printer: z.union([
        virtual,
        z.strictObject({
          kind: z.literal('real'),
          uri: z.string().regex(/^(ipps?|https?):\/\//),
          certificatePin: z.string().optional(),
        }),
      ]),
    })
    .partial()
    .default({}),
  /** Stories of test/stories, in this order. */
  stories: z.array(z.string()).min(1).max(64),
  /** Time of one sheet in a virtual printer. */
  sheet_ms: z.int().min(10).max(60_000).default(1_500),
});

export type BenchFile = z.output<typeof benchSchema>;
export type BenchDevice = keyof NonNullable<BenchFile['devices']>;

/** Reads a bench file. @throws with one sentence when it is none */
export function readBench(file: string): BenchFile {
  const read = benchSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of the form'}`);
}

/** True when this device of the bench is a real one. */
export function isReal({ devices }: BenchFile, device: BenchDevice): boolean {
  return devices[device]?.kind === 'real';
}
