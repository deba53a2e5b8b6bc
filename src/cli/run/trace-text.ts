/** One record of a trace as a line. */
import type { TraceRecord } from '../../../drivers/trace.ts';
import type { Terminal } from '../../base/console.ts';

/** Bytes of one line that are shown; more is told as a count. */
const BYTES_SHOWN = 48;

export function recordLine(record: TraceRecord, terminal: Terminal): string {
  const time = `${(record.t / 1_000).toFixed(3).padStart(10)}`;
  return `${terminal.tint('dim', time)}  ${whatOf(record, terminal)}`;
}

function whatOf(record: TraceRecord, terminal: Terminal): string {
  switch (record.k) {
    case 'w':
    case 'r': {
      const arrow = record.k === 'w' ? '→' : '←';
      return `${record.line} ${arrow} ${record.as} ${bytesOf(record)}${fieldsOf(record.x ?? {})}`;
    }
    case 'open':
      return `${record.line} open: ${record.devices.join(', ')}`;
    case 'lost':
      return terminal.tint('bad', `${record.line} lost: ${record.why}`);
    case 'close':
      return `${record.line} closed`;
    case 'command':
      return `${terminal.tint('strong', record.device)} ⇐ ${typed(record.value)}`;
    case 'fact':
      return `${terminal.tint('strong', record.device)} ⇒ ${typed(record.value)}`;
    case 'screen':
      return `screen ${record.screen}`;
    case 'act':
      return `act ${record.act}`;
    case 'end':
      return `end: ${record.why}`;
  }
}

/** The type first, then its fields. */
function typed({ type, ...fields }: Readonly<Record<string, unknown>>): string {
  return `${typeof type === 'string' ? type : ''}${fieldsOf(fields)}`.trim();
}

const fieldsOf = (fields: Readonly<Record<string, unknown>>): string =>
  Object.entries(fields)
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');

function bytesOf({
  n,
  b,
  mask,
}: {
  readonly n: number;
  readonly b: string;
  readonly mask?: string | undefined;
}): string {
  const pairs = b.slice(0, 2 * BYTES_SHOWN).match(/../g) ?? [];
  const shown = pairs.join(' ');
  const rest = n > pairs.length ? ` … (${n} bytes${mask === undefined ? '' : `, ${mask}`})` : '';
  return `${shown}${rest}`;
}
