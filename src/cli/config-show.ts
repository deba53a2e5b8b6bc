/** The configuration as text: what holds, and everything about one key. */
import type { EffectiveKey, ExplainedKey, Origin } from '../../config/effective.ts';
import { meaningJa } from './config-ja/meanings.ts';
import { configTerm, type ConfigWords } from './config-words.ts';
import { columns } from './render.ts';

function origin(from: Origin | null, words: ConfigWords): string {
  if (from === null) return words.default;
  const { layer, file, line } = from;
  return `${words.layer[layer]} ${file}${line === null ? '' : `:${line}`}`;
}

function value({ value: text, secret, origin: from }: EffectiveKey, words: ConfigWords): string {
  if (secret && from !== null) return words.secret;
  return text ?? words.unset;
}

/** Every key with its value, one a line; with its origin behind it where that is asked for. */
export function renderShow(keys: readonly EffectiveKey[], withOrigin: boolean, words: ConfigWords): string {
  const lines = keys.map((one) => {
    const line = `${one.key} = ${value(one, words)}`;
    return withOrigin ? `${line}  # ${origin(one.origin, words)}` : line;
  });
  return `${lines.join('\n')}\n`;
}

/** Everything about each of these keys. */
export function renderExplain(keys: readonly ExplainedKey[], words: ConfigWords): string {
  return keys.map((one) => `${explained(one, words).join('\n')}\n`).join('\n');
}

function explained(one: ExplainedKey, words: ConfigWords): readonly string[] {
  const { about } = one;
  const term = (text: string | null): string | null => (text === null ? null : configTerm(text, words.language));
  const others = one.said.slice(0, -1).toReversed();
  const rows: (readonly [string, string | null])[] = [
    [words.setBy, one.value === null && one.origin === null ? null : origin(one.origin, words)],
    ...others.map((who) => [words.alsoSaid, `${origin(who, words)}: ${who.value ?? words.secret}`] as const),
    [words.belongsTo, about.of],
    [words.type, term(about.type)],
    [words.unit, term(about.unit)],
    [words.range, term(about.range)],
    [words.default, about.required ? words.required : (about.default ?? words.unset)],
    [words.change, words.restart[about.restart]],
  ];
  const shown = rows.flatMap(([name, text]) => (text === null ? [] : [[`  ${name}`, text]]));
  const meaning = words.language === 'ja' ? meaningJa(about) : about.meaning;
  return [`${one.key} = ${value(one, words)}`, `  ${meaning}`, ...columns(shown)];
}
