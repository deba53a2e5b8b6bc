/** `diag`: every check a row; a check that failed names its fault and what to do. */
import { DIAG_QUESTIONS, type DiagQuestion, type DiagResult, type DiagRow, type Progress } from '../../api/messages.ts';
import type { Tint } from '../../base/console.ts';
import type { Call, Run } from '../call.ts';
import { EXIT, remedyOf } from '../exit.ts';
import { CLI_LIMITS } from '../limits.ts';
import { columns } from '../render.ts';
import type { Text } from '../text.ts';
import { CHECK_WORDS, QUESTION_WORDS, RESULT_WORDS } from './diag-words.ts';

export const diag: Run = async (call) => {
  const level = levelOf(call.option('level'));
  const talk = new Talk(call);
  try {
    const found = await call.ask(
      'diag.run',
      { device: call.arguments[0] ?? 'all', level },
      { silent_ms: CLI_LIMITS.work_answers_ms, onProgress: (progress) => talk.hear(progress) },
    );
    talk.end();
    call.answer(found, (value) => render(value, call));
    if (!found.passed) call.exit = EXIT.unhealthy;
  } finally {
    talk.end();
  }
};

function levelOf(typed: string | undefined): DiagResult['level'] {
  return typed === 'external' || typed === 'interactive' ? typed : 'internal';
}

/** What a diagnosis says on its way, and what it asks. */
class Talk {
  #call: Call;
  /** The question that waits for an answer. */
  #asked: { readonly number: number; readonly question: DiagQuestion } | null = null;
  #stop: (() => void) | null = null;

  constructor(call: Call) {
    this.#call = call;
  }

  hear({ text, done, of }: Progress): void {
    const call = this.#call;
    const [kind, first = '', second = '', third = '', ...rest] = text.split(' ');
    if (kind === 'ask') {
      this.#ask(Number(first), second, third as DiagQuestion, rest.join(' '));
      return;
    }
    this.#asked = null;
    if (kind !== 'check') return;
    const check = CHECK_WORDS[second as DiagRow['check']];
    call.progress.show(`${of === 0 ? '' : `${done}/${of} `}${first}: ${check ? call.text(check) : second}`);
  }

  /** Questions are asked even beside `--json`: they go to standard error. */
  #ask(number: number, device: string, question: DiagQuestion, argument: string): void {
    if (!Object.hasOwn(DIAG_QUESTIONS, question)) return;
    const call = this.#call;
    this.#asked = { number, question };
    const hint = call.text(DIAG_QUESTIONS[question] === 'answer' ? ANSWER : ACT);
    const sentence = call.text(QUESTION_WORDS[question]).replace('{0}', argument);
    call.progress.clear();
    call.terminal.err(`${device}: ${sentence} ${hint}\n`);
    this.#stop ??= call.terminal.typed?.((line) => this.#typed(line)) ?? null;
    // Nobody is there to answer: the rest goes on without.
    if (this.#stop === null) this.#answer('skip');
  }

  #typed(line: string | null): void {
    if (this.#asked === null) return;
    const word = (line ?? '').trim().toLowerCase();
    const isAnswer = DIAG_QUESTIONS[this.#asked.question] === 'answer';
    if (isAnswer && /^(y|yes|はい)$/.test(word)) this.#answer('yes');
    else if (isAnswer && /^(n|no|いいえ)$/.test(word)) this.#answer('no');
    else if (word === '' || /^(s|skip)$/.test(word)) this.#answer('skip');
    else this.#call.terminal.err(`${this.#call.text(isAnswer ? ANSWER : ACT)}\n`);
  }

  #answer(answer: 'yes' | 'no' | 'skip'): void {
    const asked = this.#asked;
    this.#asked = null;
    // What cannot be answered is skipped by the daemon after a minute.
    if (asked !== null) this.#call.ask('diag.answer', { question: asked.number, answer }).catch(() => undefined);
  }

  end(): void {
    this.#asked = null;
    this.#stop?.();
    this.#stop = null;
  }
}

const ANSWER: Text = { en: '[y/n, Return skips]', ja: '[y/n、Enter で次へ]' };
const ACT: Text = { en: '[Return skips]', ja: '[Enter で次へ]' };

const TINTS = { ok: 'good', warn: 'warning', fail: 'bad', skipped: 'dim' } as const satisfies Record<string, Tint>;

function render({ passed, rows }: DiagResult, call: Call): string {
  const words = RESULT_WORDS[call.language];
  const cells = rows.map(({ device, check, result }) => [words[result], device, call.text(CHECK_WORDS[check])]);
  const lines = columns(cells).flatMap((line, index) => {
    const row = rows[index];
    if (!row) return [];
    const { result, code, detail, remedy } = row;
    const tinted = call.terminal.tint(TINTS[result], words[result]) + line.slice(words[result].length);
    const what = [code, detail].filter((one) => one !== null && one !== '').join(' ');
    const todo = code === null ? remedy : (remedyOf(code, call.language) ?? remedy);
    return [tinted, ...(what === '' ? [] : [`    ${what}`]), ...(todo === '' ? [] : [`    → ${todo}`])];
  });
  const bad = rows.filter(({ result }) => result === 'fail').length;
  const verdict = passed
    ? call.terminal.tint('good', call.text({ en: 'no check failed', ja: '異常はありません' }))
    : call.terminal.tint(
        'bad',
        call.text({ en: `${bad} ${bad === 1 ? 'check' : 'checks'} failed`, ja: `異常 ${bad} 件` }),
      );
  return `${[...lines, verdict].join('\n')}\n`;
}
