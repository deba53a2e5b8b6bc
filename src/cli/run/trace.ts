/** `trace record|stop|list|show|replay`. */
import { closeSync, constants, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { replayTrace } from '../../../drivers/replay.ts';
import {
  parseTrace,
  TraceDamaged,
  traceLine,
  type Trace,
  type TraceHeader,
  type TraceRecord,
} from '../../../drivers/trace.ts';
import type { TraceStateResult, traceStateResultSchema } from '../../api/methods/trace.ts';
import type { z } from 'zod';
import type { Call, Run } from '../call.ts';
import { EXIT, UsageError } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { recordLine } from './trace-text.ts';

const SPAN_S_MAX = 86_400;
const BYTES_MAX = 64 * 1024 * 1024;

export const record: Run = async (call) => {
  const devices = call.list('device');
  const span_s = call.whole('span', 1, SPAN_S_MAX);
  const bytes_max = call.whole('bytes', 4_096, BYTES_MAX);
  const state = await call.ask('trace.record', {
    name: call.arguments[0] ?? '',
    devices: devices.length === 0 ? null : [...devices],
    ...(span_s === undefined ? {} : { span_s }),
    ...(bytes_max === undefined ? {} : { bytes_max }),
  });
  call.answer(state, (value) => `${stateLine(value, call)}\n`);
};

export const stop: Run = async (call) =>
  call.answer(await call.ask('trace.stop'), (value) => renderStates(value, call));

export const list: Run = async (call) =>
  call.answer(await call.ask('trace.state'), (value) => renderStates(value, call));

function stateLine({ name, records, bytes, running_ms, ended, file }: TraceStateResult, call: Call): string {
  const seconds = Math.round(running_ms / 1_000);
  const state = ended === null ? call.text({ en: 'is being recorded', ja: '記録中' }) : ended;
  return call.text({
    en: `${name}: ${state}, ${records} records, ${bytes} bytes, ${seconds} s (${file})`,
    ja: `${name}: ${state}、${records} 件、${bytes} バイト、${seconds} 秒(${file})`,
  });
}

function renderStates({ trace, names }: z.output<typeof traceStateResultSchema>, call: Call): string {
  const none = call.text({ en: 'no trace', ja: 'トレースはありません' });
  const lines = [...(trace === null ? [] : [stateLine(trace, call)]), ...names];
  return `${lines.length === 0 ? none : lines.join('\n')}\n`;
}

/** A trace of the daemon by its name, whole. */
export async function fetchTrace(call: Call, name: string): Promise<Trace> {
  let header: TraceHeader | null = null;
  const records: TraceRecord[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const part: { header: TraceHeader | null; records: TraceRecord[]; next: number | null } = await call.ask(
      'trace.read',
      { name, from },
    );
    header ??= part.header;
    records.push(...part.records);
    call.progress.show(call.text({ en: `${records.length} records`, ja: `${records.length} 件` }));
    from = part.next;
  }
  if (header === null) throw new UsageError({ en: `${name} is no trace`, ja: `${name} はトレースではありません` });
  return { header, records };
}

/** What a word with a dot or a slash names is a file; any other is a trace of the daemon. */
function traceOf(call: Call): Promise<Trace> | Trace {
  const named = call.arguments[0] ?? '';
  return /[./]/.test(named) ? readTrace(named) : fetchTrace(call, named);
}

/** A pipe or a terminal would be waited for without end: it is opened without waiting, and not read. */
function textOfFile(file: string): string {
  const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const about = fstatSync(opened);
    if (!about.isFile() || about.size > CLI_LIMITS.trace_bytes_max) throw new Error('no trace');
    return readFileSync(opened, 'utf8');
  } finally {
    closeSync(opened);
  }
}

function readTrace(file: string): Trace {
  let text: string;
  try {
    text = textOfFile(file);
  } catch {
    throw new UsageError({
      en: `${file} cannot be read: a trace is a regular file of up to ${CLI_LIMITS.trace_bytes_max} bytes`,
      ja: `${file} を読めません。トレースは ${CLI_LIMITS.trace_bytes_max} バイト以下の通常のファイルです`,
    });
  }
  try {
    return parseTrace(text);
  } catch (error) {
    if (!(error instanceof TraceDamaged)) throw error;
    throw new UsageError({
      en: `${file} is no trace: ${error.message}`,
      ja: `${file} はトレースではありません(${error.message})`,
    });
  }
}

/** A trace as its file. */
export const traceText = ({ header, records }: Trace): string => [header, ...records].map(traceLine).join('');

export const show: Run = async (call) => {
  const trace = await traceOf(call);
  const out = call.option('out');
  if (out !== undefined) {
    try {
      writeFileSync(out, traceText(trace), { mode: 0o600 });
    } catch {
      throw new UsageError({ en: `${out} cannot be written`, ja: `${out} を書けません` });
    }
    call.answer({ file: out, records: trace.records.length }, () => `${out}\n`);
    return;
  }
  const frames = call.flag('frames');
  const records = trace.records.filter(({ k }) => frames || (k !== 'w' && k !== 'r'));
  call.answer({ header: trace.header, records: call.json ? trace.records : records }, () => {
    const { program, by, devices } = trace.header;
    const head = `madoguchid ${program}, ${by}: ${devices.map(({ id }) => id).join(', ')}`;
    return `${[head, ...records.map((one) => recordLine(one, call.terminal))].join('\n')}\n`;
  });
};

export const replay: Run = async (call) => {
  const trace = await traceOf(call);
  const { devices, differences, commands, facts } = replayTrace(trace);
  // A trace of nothing, or of devices that no driver here is for: that nothing differs says nothing then.
  const isEmpty = commands === 0 && (facts === 0 || trace.records.some(({ k }) => k === 'command'));
  call.answer({ devices, commands, facts, differences }, () => {
    const told = call.text({
      en: `${devices.join(', ') || 'no device'}: ${commands} commands, ${facts} facts`,
      ja: `${devices.join('、') || '機器なし'}: 命令 ${commands} 件、通知 ${facts} 件`,
    });
    const lines = differences.map(
      ({ t_ms, line, kind, found, expected }) =>
        `${(t_ms / 1_000).toFixed(3).padStart(10)}  ${line} ${kind}\n            - ${expected}\n            + ${found}`,
    );
    const verdict = verdictOf(differences.length, isEmpty, call);
    return `${[told, ...lines, verdict].join('\n')}\n`;
  });
  if (differences.length > 0 || isEmpty) call.exit = EXIT.unhealthy;
};

function verdictOf(differences: number, isEmpty: boolean, call: Call): string {
  if (differences > 0)
    return call.terminal.tint('bad', call.text({ en: `${differences} differences`, ja: `違い ${differences} 件` }));
  if (isEmpty)
    return call.terminal.tint(
      'bad',
      call.text({ en: 'nothing in the trace could be replayed', ja: 'トレースに再生できるものがありません' }),
    );
  return call.terminal.tint('good', call.text({ en: 'everything as in the trace', ja: 'トレースのとおりです' }));
}
