/** A bill acceptor as data, and short words for the tests of its driver. */
import type { BillAcceptorCommand, BillAcceptorFact } from '../../drivers/bill-acceptor.ts';
import { billAcceptor } from '../../drivers/id003/bill-acceptor.ts';
import { encodeRequest } from '../../drivers/id003/frame.ts';
import { billAcceptorOptions } from '../../drivers/id003/options.ts';
import { bytesOf, ByteScript, hexOf } from './cctalk-script.ts';

export const frame = (code: number, ...data: number[]): string =>
  hexOf(encodeRequest({ command: code, data: Uint8Array.from(data) }));
export const STATUS = frame(0x11);
export const STACK = frame(0x42);
export const ACK = frame(0x50);
export const RESET = frame(0x40);
export const RETURN = frame(0x43);
export const VEND_VALID = frame(0x15);
export const ESCROW_1000 = frame(0x13, 0x61);
const TABLE = frame(0x8a, 0x61, 10, 1, 3, 0x62, 10, 2, 3, 0x63, 10, 5, 3, 0x64, 10, 1, 4, 0, 0, 0, 0);

/** A unit as data: its status, its settings and what was sent to it. */
export interface Unit {
  status: string;
  readonly sent: string[];
  table?: string;
  inhibit: number;
  mask: number;
}
export const unit = (status = frame(0x1a), patch: Partial<Unit> = {}): Unit => ({
  status,
  sent: [],
  inhibit: 1,
  mask: 255,
  ...patch,
});

export type Run = ByteScript<
  ReturnType<ReturnType<typeof billAcceptor>['initial']>,
  BillAcceptorCommand,
  BillAcceptorFact
>;

export function script(memory: string | null = null, options: Record<string, unknown> = {}): Run {
  return new ByteScript(billAcceptor('notes', billAcceptorOptions.parse(options)), memory).open();
}

export function answerOf(state: Unit, hex: string): string | null {
  const bytes = bytesOf(hex);
  const command = bytes[2] ?? 0;
  if (hex === STATUS) return state.status;
  state.sent.push(hex);
  if (command === 0x50) return null;
  if (command === 0x88) return frame(0x88, ...Buffer.from('VBV'));
  if (command === 0x8a) return state.table ?? TABLE;
  if (command === 0xc0) state.mask = bytes[3] ?? 0;
  if (command === 0xc3) state.inhibit = bytes[3] ?? 0;
  if (command >= 0xc0) return hex;
  return ACK;
}

/** Answers everything for a while; `until` ends it early. */
export function live(run: Run, state: Unit, span_ms: number, until: () => boolean = () => false): void {
  const end_ms = run.now_ms + span_ms;
  while (run.now_ms < end_ms && !until()) {
    run.untilWrite(end_ms - run.now_ms);
    const next = run.writes[0];
    if (next !== undefined) run.exchange(next, answerOf(state, next));
  }
}

export function online(state: Unit, memory: string | null = null, options: Record<string, unknown> = {}): Run {
  const run = script(memory, options);
  live(run, state, 1_000);
  run.command({ type: 'enable', denominations_yen: [1000] });
  live(run, state, 400);
  return run;
}

export const order = { type: 'stack', escrowId: 'notes-1', denomination_yen: 1000 } as const;

/** A unit with a note in escrow and an executed order to stack it. */
export function stacking(options: Record<string, unknown> = {}): { run: Run; state: Unit } {
  const state = unit();
  const run = online(state, null, options);
  state.status = ESCROW_1000;
  live(run, state, 300);
  run.command({ type: 'prepare', intentId: 'i1', order });
  run.command({ type: 'execute', intentId: 'i1', material: undefined });
  return { run, state };
}

export const statusOf = (run: Run) => run.ofType('status').at(-1);
