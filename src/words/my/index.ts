import type { CitizenKey } from '../contract.ts';
import { EN } from '../en/index.ts';

/** Not translated yet. */
export const MY: Readonly<Record<CitizenKey, string>> = EN;
