import type { DiagCheck, DiagQuestion, DiagRow } from '../../api/contract.ts';

/** A question on its way to the technician. */
export interface Asking {
  readonly device: string;
  readonly question: DiagQuestion;
  readonly argument?: string;
}

/** What a technician says to a question; `skip` also when nothing was said in time. */
export type DiagAnswer = 'yes' | 'no' | 'skip';

/** What a step may do. */
export interface StepHands {
  done(rows: readonly DiagRow[]): void;
  /** Asks the technician; `answered` is called once: by the technician, or with `skip` after a minute. The function ends it. */
  ask(asking: Asking, answered: (answer: DiagAnswer) => void): () => void;
  /** The technician's name, for papers. */
  readonly by: string;
}

/** One thing that a diagnosis does; `done` is called once. */
export interface DiagStep {
  readonly device: string;
  readonly check: DiagCheck;
  run(hands: StepHands): void;
}
