import type { Asked, DiagLevel, DiagResult, DiagRow, Operations } from '../../api/contract.ts';
import { DIAG_SUBJECTS } from '../../api/messages.ts';
import type { Timer } from '../../base/clock.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Kiosk } from '../assemble.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import { whileLocked } from './acts.ts';
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

/** Steps that are made when it is their turn: what a device can do is known only when it has started. */
type Group = () => readonly DiagStep[];

/** What a device says of itself, once it has started or did not in time. */
function stateStep(kiosk: Kiosk, id: string, now: () => FoundDevice | undefined): DiagStep {
  return {
    device: id,
    check: 'state',
    run: ({ done }) => {
      const { clock, guarded } = kiosk.technician.services;
      const until_ms = clock.now_ms() + KIOSK_LIMITS.device_starts_ms;
      const look = guarded(() => {
        const present = now();
        const isStarting = present?.status.availability === 'starting' && whyNot(kiosk, present) !== 'deviceLent';
        if (isStarting && clock.now_ms() < until_ms) {
          clock.after(KIOSK_LIMITS.device_starts_look_ms, () => look(undefined));
          return;
        }
        done(present === undefined ? [] : stateRows(kiosk, present));
      });
      look(undefined);
    },
  };
}

/** State first; then the checks of the level, or why not. */
function deviceGroups(kiosk: Kiosk, id: string, level: DiagLevel): readonly Group[] {
  const now = (): FoundDevice | undefined => allDevices(kiosk).find(({ status }) => status.id === id);
  const rest = (): readonly DiagStep[] => {
    const found = now();
    if (found === undefined) return [];
    const code = whyNot(kiosk, found);
    return STEPS_OF[level](kiosk, found).map((step) => {
      if (code === null) return step;
      return { ...step, run: ({ done }: StepHands) => done([skipped(step, code, 'the device cannot be used')]) };
    });
  };
  return [() => [stateStep(kiosk, id, now)], rest];
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
function runGroups(
  groups: readonly Group[],
  asked: DiagAsked,
  questions: ReturnType<typeof createQuestions>,
  over: (rows: readonly DiagRow[]) => void,
): () => void {
  const rows: DiagRow[] = [];
  let gone = false;
  function next(group: number, steps: readonly DiagStep[]): void {
    const [step, ...later] = steps;
    const made = groups[group];
    if (gone || (step === undefined && made === undefined)) {
      questions.tell = null;
      return over(rows);
    }
    if (step === undefined) return next(group + 1, made?.() ?? []);
    const progress = (text: string): void => asked.progress({ done: group, of: groups.length, text });
    questions.tell = progress;
    progress(`check ${step.device} ${step.check}`);
    let isDone = false;
    step.run({
      by: asked.by,
      ask: questions.ask,
      done: (found) => {
        if (isDone) return;
        isDone = true;
        rows.push(...found);
        next(group, later);
      },
    });
    return undefined;
  }
  next(0, []);
  return () => {
    gone = true;
  };
}

/** A diagnosis of one device or of all, step by step, and the technician’s answers to its questions. */
export function diagOperations(kiosk: () => Kiosk | null): Operations {
  const questions = createQuestions(kiosk);
  return {
    'diag.run': ({ device, level }, asked) => {
      const now = running(kiosk);
      const { devices, subjects } = chosen(now, device);
      whileLocked(now, (end) => {
        const groups: Group[] = [
          ...devices.flatMap(({ status }) => deviceGroups(now, status.id, level)),
          ...(level === 'internal'
            ? subjects.map(
                (subject): Group =>
                  () =>
                    subjectSteps(now, subject),
              )
            : []),
          ...(level === 'interactive' && subjects.includes('screen')
            ? [(): readonly DiagStep[] => [screenStep()]]
            : []),
        ];
        let isOver = false;
        const stop = runGroups(groups, asked, questions, (rows) => {
          isOver = true;
          end();
          asked.answer({ level, passed: rows.every(({ result }) => result !== 'fail'), rows: [...rows] });
        });
        asked.onGone(() => {
          // The questions are another's by then.
          if (isOver) return;
          stop();
          questions.leave();
        });
      });
    },
    'diag.answer': ({ question, answer }, asked) => asked.answer({ taken: questions.answer(question, answer) }),
  };
}
