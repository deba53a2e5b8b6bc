import type { CitizenKey } from '../contract.ts';
import { JA } from '../ja/index.ts';

/** Not translated yet. */
export const JA_EASY: Readonly<Record<CitizenKey, string>> = JA;
