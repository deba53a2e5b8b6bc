/** `madoguchi verify`: judges the scan of a sheet's back, shows its front, and compares it with a scan of the front. */
import type { Run } from './call.ts';
import { DEFAULT_TRUST_FILE } from './table/paper.ts';
import { runVerify, type VerifyCommandOptions } from './verify-run.ts';

const NAMES = ['out', 'front', 'secret', 'authorityKey', 'trust', 'number', 'leaf'] as const;

export const verify: Run = async (call) => {
  const options: VerifyCommandOptions = Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = call.option(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const verified = await runVerify(
    call.arguments[0] ?? '',
    { ...options, trust: options.trust ?? DEFAULT_TRUST_FILE },
    { terminal: call.terminal, isJapanese: call.language === 'ja' },
  );
  call.answer(verified.json, () => verified.text);
  call.exit = verified.exit;
};
