/** `madoguchi config check | show | explain | reload`. */
import { effectiveConfig, explainKeys, type ExplainedKey } from '../../config/effective.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import type { Call, Run } from './call.ts';
import { checkConfig, renderProblems, renderWarnings, type CheckProblem } from './config-check.ts';
import { renderExplain, renderShow } from './config-show.ts';
import { CONFIG_WORDS } from './config-words.ts';
import { EXIT, UsageError } from './exit.ts';
import { cliWords } from './words.ts';

const coded = (problem: CheckProblem) => ({
  ...problem,
  file: problem.file ?? null,
  code: codeText(problem.code),
});

/** Everything that is wrong, at once; warnings do not fail it. */
export const check: Run = (call) => {
  const { terminal } = call;
  const words = cliWords(call.language);
  const checked = checkConfig(call.configFile(), call.flag('fileOnly'));
  const { file, devices, layers } = checked;
  const valid = checked.problems.length === 0;
  if (!valid) call.exit = EXIT.failed;
  if (!call.json) {
    const warning = terminal.tint('warning', CONFIG_WORDS[call.language].warning);
    for (const line of renderWarnings(checked, call.language)) terminal.err(`madoguchi: ${warning}: ${line}\n`);
  }
  if (valid || call.json) {
    const found = { problems: checked.problems.map(coded), warnings: checked.warnings.map(coded) };
    call.answer({ file, valid, layers, devices, ...found }, () => `${words.configValid(file, devices.length)}\n`);
    return;
  }
  const bad = terminal.tint('bad', words.error);
  for (const line of renderProblems(checked, call.language)) terminal.err(`madoguchi: ${bad}: ${line}\n`);
};

/** The effective configuration, never a secret. */
export const show: Run = (call) => {
  const file = call.configFile();
  const { layers, keys } = effectiveConfig(file);
  const withOrigin = call.flag('origin');
  const shown = withOrigin ? keys : keys.map(({ key, value, secret }) => ({ key, value, secret }));
  call.answer({ file, layers: layers.map((layer) => ({ layer: layer.kind, file: layer.file })), keys: shown }, () =>
    renderShow(keys, withOrigin, CONFIG_WORDS[call.language]),
  );
};

/** Everything about a key, or about the keys of a table. */
export const explain: Run = (call) => {
  const [name = ''] = call.arguments;
  const file = call.configFile();
  const keys = found(name, file);
  call.answer({ file, keys }, () => renderExplain(keys, CONFIG_WORDS[call.language]));
};

/** A key that is not there was mistyped. */
function found(name: string, file: string): readonly ExplainedKey[] {
  try {
    return explainKeys(name, file);
  } catch (error) {
    if (!(error instanceof MadoguchiError) || error.codeName !== 'configUnknownKey') throw error;
    const hint = /did you mean ([^?]+)\?/.exec(error.message)?.[1];
    throw new UsageError({
      en: error.message.replace(/ \(M\d+\)$/, ''),
      ja: `設定項目 ${name.slice(0, 80)} はありません。${hint === undefined ? 'madoguchi config show で一覧を表示できます' : `${hint} ではありませんか`}`,
    });
  }
}

/** The daemon reads its files again; waits while somebody is inside. */
export const reload: Run = async (call: Call) => {
  const words = CONFIG_WORDS[call.language];
  const onProgress = call.showing(({ text }) => `${words.waiting} (${text.replace(/^waiting /, '')})`);
  const result = await call.ask('config.reload', {}, { silent_ms: null, onProgress });
  call.answer(result, ({ applied, restart }) => {
    const lines = [
      ...applied.map((key) => `${words.reloaded}: ${key}`),
      ...restart.map((key) => `${words.waitsForRestart}: ${key}`),
    ];
    return `${(lines.length > 0 ? lines : [words.unchanged]).join('\n')}\n`;
  });
};
