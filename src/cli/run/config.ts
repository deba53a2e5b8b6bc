/** `config check`. */
import { codeText } from '../../base/errors.ts';
import type { Run } from '../call.ts';
import { checkConfig, renderProblems } from '../config-check.ts';
import { EXIT } from '../exit.ts';
import { cliWords } from '../words.ts';

export const check: Run = (call) => {
  const { terminal } = call;
  const words = cliWords(call.language);
  const checked = checkConfig(call.configFile(), call.flag('fileOnly'));
  const valid = checked.problems.length === 0;
  if (!valid) call.exit = EXIT.failed;
  if (valid || call.json) {
    const problems = checked.problems.map((problem) => ({ ...problem, code: codeText(problem.code) }));
    const { file, devices } = checked;
    call.answer({ file, valid, devices, problems }, () => `${words.configValid(file, devices.length)}\n`);
    return;
  }
  const bad = terminal.tint('bad', words.error);
  for (const line of renderProblems(checked)) terminal.err(`madoguchi: ${bad}: ${line}\n`);
};
