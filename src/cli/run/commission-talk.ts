/** Questions of commissioning at the terminal, and the one way in which it writes. */
import {
  commissionedFileOf,
  commissionedText,
  problemsWith,
  readCommissioned,
  writeWhole,
  type Commissioned,
} from '../../../config/commissioned.ts';
import type { CommissionStep } from '../../api/methods/commission.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { Call } from '../call.ts';
import { userName } from '../client.ts';
import type { Text } from '../text.ts';

/** How a step came out. `waiting`: something is missing, or a person must do something first. */
export type StepOutcome = 'written' | 'unchanged' | 'declined' | 'waiting' | 'done';

/** What a step tells, as JSON and as text. */
export interface StepReport {
  readonly step: CommissionStep;
  readonly outcome: StepOutcome;
  /** What was found, chosen, tried: plain JSON. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What to do next, in the language of the terminal. */
  readonly next: readonly string[];
}

/** Lines that are typed, one for each question. */
export class Talk {
  readonly #call: Call;
  readonly #lines: (string | null)[] = [];
  #waiting: ((line: string | null) => void) | null = null;
  #stop: (() => void) | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Says something on the way; beside `--json` to nobody. */
  say(text: string): void {
    if (!this.#call.json) this.#call.terminal.err(`${text}\n`);
  }

  /** True for yes; `--yes` says it to everything, the end of the input says no. */
  async agrees(question: Text): Promise<boolean> {
    const call = this.#call;
    if (call.flag('yes')) return true;
    call.progress.clear();
    call.terminal.err(`${call.text(question)} ${call.text({ en: '[y/n, then Return]', ja: '[y/n のあと Return]' })} `);
    const line = await this.#line();
    call.terminal.err(line === null ? '\n' : '');
    return /^(y|yes|はい)$/i.test((line ?? '').trim());
  }

  /** A number of pieces; null when the input ends or none is told. */
  async number(question: Text): Promise<number | null> {
    const call = this.#call;
    call.terminal.err(
      `${call.text(question)} ${call.text({ en: '[number, then Return]', ja: '[数字のあと Return]' })} `,
    );
    const line = (await this.#line())?.trim() ?? '';
    return /^\d{1,6}$/.test(line) ? Number(line) : null;
  }

  end(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #line(): Promise<string | null> {
    const typed = this.#call.terminal.typed?.bind(this.#call.terminal);
    if (typed === undefined) return Promise.resolve(null);
    this.#stop ??= typed((line) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting === null) this.#lines.push(line);
      else waiting(line);
    });
    if (this.#lines.length > 0) return Promise.resolve(this.#lines.shift() ?? null);
    return new Promise((resolve) => (this.#waiting = resolve));
  }
}

/** Who does this, as the layer and the books have it. */
const operatorOf = (call: Call): string => call.option('by') ?? userName();

const JAPAN_MS = 9 * 3_600_000;

/** `2025-04-16T10:00+09:00`, by the machine's clock. */
function stamp(call: Call): string {
  const local = new Date(call.world.systemTime_epoch_ms() + JAPAN_MS).toISOString();
  return `${local.slice(0, 16)}+09:00`;
}

/**
 * Changes the layer: the new text passes the whole check first, then takes the old one's place in one rename.
 * @throws MadoguchiError `commissionStep` when the configuration would not be valid with it; nothing was changed
 */
export function changeLayer(
  call: Call,
  step: CommissionStep,
  detail: string,
  change: (root: Commissioned['root']) => Commissioned['root'],
): string {
  const site = call.configFile();
  const file = commissionedFileOf(site);
  const before = readCommissioned(file);
  const line = `${stamp(call)} ${operatorOf(call)} ${step}: ${detail}`;
  const text = commissionedText({ root: change(before.root), history: [...before.history, line] });
  const problems = problemsWith(site, text);
  if (problems.length > 0) {
    const told = problems.slice(0, 5).map(({ code, message }) => `${message} (${codeText(code)})`);
    throw new MadoguchiError('commissionStep', `${step}: the configuration would not be valid: ${told.join('; ')}`);
  }
  writeWhole(file, text);
  return file;
}

/** Tells the books; where no daemon runs the history of the layer is the record. */
export async function record(call: Call, step: CommissionStep, detail: string): Promise<'books' | 'layer'> {
  try {
    await call.ask('commission.record', { step, detail: detail.slice(0, 300) });
    return 'books';
  } catch (error) {
    const isAbsent =
      error instanceof MadoguchiError && (error.codeName === 'daemonUnreachable' || error.codeName === 'offlineFailed');
    if (!isAbsent) throw error;
    return 'layer';
  }
}
