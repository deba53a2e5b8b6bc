/** The kiosk as a whole: `status`, `health`, `metrics`. */
import type { HealthResult, StatusResult } from '../../api/messages.ts';
import type { Tint } from '../../base/console.ts';
import type { Call, Run } from '../call.ts';
import { EXIT, remedyOf } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns, renderStatus } from '../render.ts';
import { cliWords } from '../words.ts';

/** Home, and what is below is erased: the next picture stands where the last one stood. */
const CLEAR = '\u001B[H\u001B[J';

export const status: Run = async (call) => {
  if (call.flag('watch')) return watch(call);
  const found = await call.ask('status');
  show(call, found);
  if (call.flag('check') && found.service.state !== 'open') call.exit = EXIT.unhealthy;
};

function show(call: Call, found: StatusResult): void {
  call.answer(found, (value) => renderStatus(value, cliWords(call.language), call.terminal));
}

/** Looks again and again, and shows what has changed. Ends when the daemon does, or is interrupted. */
async function watch(call: Call): Promise<void> {
  let last = '';
  for (;;) {
    const found = await call.ask('status');
    const now = JSON.stringify(found);
    if (now !== last) {
      if (!call.json && typeof call.terminal.columns === 'number') call.terminal.out(CLEAR);
      else if (!call.json && last !== '') call.terminal.out('\n');
      show(call, found);
    }
    last = now;
    await new Promise<void>((resolve) => call.world.clock.after(CLI_LIMITS.watch_every_ms, resolve));
  }
}

const HEALTH_TINT = { pass: 'good', warn: 'warning', fail: 'bad' } as const satisfies Record<string, Tint>;
const HEALTH_WORD = {
  en: { pass: 'well', warn: 'attention', fail: 'fault' },
  ja: { pass: '正常', warn: '注意', fail: '異常' },
} as const;

export const health: Run = async (call) => {
  const found = await call.ask('health');
  call.answer(found, (value) => renderHealth(value, call));
  if (call.flag('check') && found.status === 'fail') call.exit = EXIT.unhealthy;
};

function renderHealth({ status: whole, checks, version }: HealthResult, call: Call): string {
  const words = HEALTH_WORD[call.language];
  const rows = columns(checks.map(({ check, status: one, codes }) => [check, words[one], codes.join(' ')]));
  const codes = [...new Set(checks.flatMap((check) => check.codes))];
  const remedies = codes.flatMap((code) => {
    const remedy = remedyOf(code, call.language);
    return remedy === null ? [] : [`${code} → ${remedy}`];
  });
  const head = `${call.terminal.tint(HEALTH_TINT[whole], words[whole])}  (madoguchid ${version})`;
  return `${[head, ...rows, ...remedies].join('\n')}\n`;
}

/** The text as Prometheus reads it; with `--json` inside a document. */
export const metrics: Run = async (call) => call.answer(await call.ask('metrics'), ({ text }) => text);
