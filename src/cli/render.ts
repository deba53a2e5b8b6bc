import type { DevicesResult, StatusResult } from '../api/messages.ts';
import type { Terminal, Tint } from '../base/console.ts';
import { remedyOf } from './exit.ts';
import { widthOf } from './width.ts';
import type { CliWords } from './words.ts';

export { widthOf } from './width.ts';

const TINTS: Readonly<Record<string, Tint>> = {
  online: 'good',
  starting: 'dim',
  attention: 'warning',
  stop: 'bad',
  offline: 'bad',
};

/** Rows as columns, the last one as long as it likes. The first row is the head. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell + ' '.repeat(widths[column]! - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}

interface Reason {
  readonly code: string;
  readonly detail: string;
}

/** Reasons as lines, each with what to do about it below; what stands on the same page already (`told`) is not said again. */
function reasonLines(reasons: readonly Reason[], indent: string, told: Set<string>, words: CliWords): string[] {
  return reasons.flatMap(({ code, detail }) => {
    const remedy = told.has(code) ? null : remedyOf(code, words.language);
    told.add(code);
    return [`${indent}${code} ${detail}`, ...(remedy === null ? [] : [`${indent}  → ${remedy}`])];
  });
}

/** One screen: service, reasons with what to do, session, devices. */
export function renderStatus(status: StatusResult, words: CliWords, terminal: Terminal): string {
  const { service, session, devices, version } = status;
  const tint: Tint = service.state === 'open' ? 'good' : service.state === 'draining' ? 'warning' : 'bad';
  const told = new Set<string>();
  const lines = [
    `${terminal.tint(tint, words.service[service.state])}  (madoguchid ${version})`,
    ...reasonLines(service.reasons, '  ', told, words),
    session === null ? words.noSession : `${words.session}: ${session.state}`,
    '',
    ...deviceTable(
      devices.map((device) => ({ ...device, cells: [device.id, device.class] })),
      [words.device, words.deviceClass],
      words,
      terminal,
      told,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The table of devices with model and details. */
export function renderDevices(result: DevicesResult, words: CliWords, terminal: Terminal): string {
  const table = deviceTable(
    result.devices.map((device) => ({ ...device, cells: [device.id, device.class, device.model] })),
    [words.device, words.deviceClass, words.model],
    words,
    terminal,
    new Set(),
    (device) => Object.entries(device.details).map(([name, value]) => `    ${name}: ${value ?? '–'}`),
  );
  return `${table.join('\n')}\n`;
}

interface Row {
  readonly availability: string;
  readonly reasons: StatusResult['devices'][number]['reasons'];
  readonly cells: readonly string[];
}

function deviceTable<R extends Row>(
  rows: readonly R[],
  head: readonly string[],
  words: CliWords,
  terminal: Terminal,
  told: Set<string>,
  more: (row: R) => readonly string[] = () => [],
): string[] {
  const state = (row: R): string => words.availability[row.availability] ?? row.availability;
  const lines = columns([[...head, words.state], ...rows.map((row) => [...row.cells, state(row)])]);
  return lines.flatMap((line, index) => {
    const row = rows[index - 1];
    if (!row) return [terminal.tint('dim', line)];
    const name = state(row);
    const tinted = line.slice(0, line.length - name.length) + terminal.tint(TINTS[row.availability] ?? 'strong', name);
    return [tinted, ...reasonLines(row.reasons, '    ', told, words), ...more(row)];
  });
}
