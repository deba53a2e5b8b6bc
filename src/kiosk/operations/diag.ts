import type { DiagLevel, DiagResult, DiagRow, Operations } from '../../api/contract.ts';
import { DIAG_SUBJECTS } from '../../api/messages.ts';
import type { Asked } from '../../api/contract.ts';
import type { Timer } from '../../base/clock.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { allDevices, type FoundDevice } from './device.ts';
import { externalSteps } from './diag-external.ts';
import { internalSteps, subjectSteps } from './diag-internal.ts';
import { interactiveSteps, screenStep } from './diag-interactive.ts';
import { skipped, stateRows, whyNot } from './diag-rows.ts';
import type { Asking, DiagAnswer, DiagStep, StepHands } from './diag-steps.ts';
import { running } from './running.ts';

const SUBJECTS: readonly string[] = DIAG_SUBJECTS;

/** What is diagnosed. @throws MadoguchiError `deviceUnknown` */
function chosen(kiosk: Kiosk, name: string): { devices: readonly FoundDevice[]; subjects: readonly string[] } {
  const all = allDevices(kiosk);
  if (name === 'all') return { devices: all, subjects: SUBJECTS };
  if (SUBJECTS.includes(name)) return { devices: [], subjects: [name] };
  const devices = all.filter(({ status }) => status.id === name);
  if (devices.length > 0) return { devices, subjects: [] };
  const known = ['all', ...all.map(({ status }) => status.id), ...SUBJECTS];
  throw new MadoguchiError('deviceUnknown', `${name}; known are ${known.join(', ')}`);
}

const STEPS_OF = { internal: internalSteps, external: externalSteps, interactive: interactiveSteps } as const;

/** State first; then the checks of the level, or why not. Made when it is this device's turn. */
function deviceSteps(kiosk: Kiosk, id: string, level: DiagLevel): readonly DiagStep[] {
  const now = (): FoundDevice | undefined => allDevices(kiosk).find(({ status }) => status.id === id);
  const found = now();
  if (found === undefined) return [];
  const state: DiagStep = {
    device: id,
    check: 'state',
    run: ({ done }) => {
      const present = now();
      done(present === undefined ? [] : stateRows(kiosk, present));
    },
  };
  const steps = STEPS_OF[level](kiosk, found).map((step): DiagStep => ({
    ...step,
    run: (hands) => {
      const present = now();
      const code = present === undefined ? 'deviceStarting' : whyNot(kiosk, present);
      if (code === null) step.run(hands);
      else hands.done([skipped(step, code, 'the device cannot be used')]);
    },
  }));
  return [state, ...steps];
}

/** Questions on their way; one diagnosis asks one at a time. */
export interface Questions {
  ask(asking: Asking, answered: (answer: DiagAnswer) => void): () => void;
  /** False: nobody asks this. */
  answer(question: number, answer: DiagAnswer): boolean;
  /** Nobody is there any more who could answer. */
  leave(): void;
}

function createQuestions(kiosk: () => Kiosk | null): Questions & { tell: ((text: string) => void) | null } {
  let last = 0;
  let open: { readonly number: number; readonly answered: (answer: DiagAnswer) => void } | null = null;
  const questions = {
    tell: null as ((text: string) => void) | null,
    ask: ({ device, question, argument }: Asking, answered: (answer: DiagAnswer) => void): (() => void) => {
      const { clock, guarded } = running(kiosk).technician.services;
      last += 1;
      const number = last;
      const end = (): void => {
        limit.cancel();
        if (open?.number === number) open = null;
      };
      const take = (answer: DiagAnswer): void => {
        if (open?.number !== number) return;
        end();
        answered(answer);
      };
      const limit: Timer = clock.after(KIOSK_LIMITS.question_ms, () => guarded(take)('skip'));
      open = { number, answered: take };
      questions.tell?.(`ask ${number} ${device} ${question}${argument === undefined ? '' : ` ${argument}`}`);
      return end;
    },
    answer: (question: number, answer: DiagAnswer): boolean => {
      if (open?.number !== question) return false;
      open.answered(answer);
      return true;
    },
    leave: (): void => open?.answered('skip'),
  };
  return questions;
}

type DiagAsked = Pick<Asked<DiagResult>, 'by' | 'answer' | 'progress' | 'onGone'>;

/** Runs step by step, one at a time; who hangs up ends it after the step that runs. */
function runSteps(
  steps: readonly DiagStep[],
  asked: DiagAsked,
  ask: StepHands['ask'],
  tell: (tell: ((text: string) => void) | null) => void,
  over: (rows: readonly DiagRow[]) => void,
): () => void {
  const rows: DiagRow[] = [];
  let gone = false;
  function next(at: number): void {
    const step = gone ? undefined : steps[at];
    if (step === undefined) {
      tell(null);
      return over(rows);
    }
    const progress = (text: string): void => asked.progress({ done: at, of: steps.length, text });
    tell(progress);
    progress(`check ${step.device} ${step.check}`);
    let isDone = false;
    step.run({
      by: asked.by,
      ask,
      done: (found) => {
        if (isDone) return;
        isDone = true;
        rows.push(...found);
        next(at + 1);
      },
    });
    return undefined;
  }
  next(0);
  return () => {
    gone = true;
  };
}

export function diagOperations(kiosk: () => Kiosk | null): Operations {
  const questions = createQuestions(kiosk);
  return {
    'diag.run': ({ device, level }, asked) => {
      const now = running(kiosk);
      const { devices, subjects } = chosen(now, device);
      const end = now.technician.begin();
      const steps = [
        ...devices.flatMap(({ status }) => deviceSteps(now, status.id, level)),
        ...(level === 'internal' ? subjects.flatMap((subject) => subjectSteps(now, subject)) : []),
        ...(level === 'interactive' && subjects.includes('screen') ? [screenStep()] : []),
      ];
      const stop = runSteps(
        steps,
        asked,
        questions.ask,
        (tell) => {
          questions.tell = tell;
        },
        (rows) => {
          end();
          asked.answer({ level, passed: rows.every(({ result }) => result !== 'fail'), rows: [...rows] });
        },
      );
      asked.onGone(() => {
        stop();
        questions.leave();
      });
    },
    'diag.answer': ({ question, answer }, asked) => asked.answer({ taken: questions.answer(question, answer) }),
  };
}
