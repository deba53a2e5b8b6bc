/** What a shell has to know, flat: each word of the command line with what may follow. */
import { describeConfig } from '../../../config/describe.ts';
import { VERSION_OPTION } from '../../../src/cli/help.ts';
import { childrenOf, COMMANDS, commandOf, GROUPS } from '../../../src/cli/table.ts';
import {
  COMMON_OPTIONS,
  longFlag,
  optionsOf,
  takesValue,
  type Completes,
  type OptionRow,
} from '../../../src/cli/table/row.ts';

/** Where a value comes from: words that are known, or what the shell finds out. */
export type Source = readonly string[] | Completes | null;

export interface Place {
  /** Words before; `''` is the program. */
  readonly path: string;
  readonly about: string;
  readonly children: readonly { readonly word: string; readonly about: string }[];
  readonly options: readonly OptionRow[];
  readonly arguments: readonly { readonly source: Source; readonly many: boolean }[];
}

/** The program, its groups and commands. */
export function places(): readonly Place[] {
  const paths = ['', ...new Set([...GROUPS, ...COMMANDS].map(({ path }) => path))];
  return paths.map((path) => {
    const row = commandOf(path);
    return {
      path,
      about: row?.about.en ?? GROUPS.find((group) => group.path === path)?.about.en ?? '',
      children: childrenOf(path).map((child) => ({
        word: child.path.split(' ').at(-1) ?? '',
        about: child.about.en,
      })),
      options: [...(row === null ? [] : optionsOf(row)), ...COMMON_OPTIONS, ...(path === '' ? [VERSION_OPTION] : [])],
      arguments: (row?.arguments ?? []).map(({ choices, completes, many }) => ({
        source: sourceOf(choices, completes),
        many: many === true,
      })),
    };
  });
}

function sourceOf(choices: readonly string[] | undefined, completes: Completes | undefined): Source {
  if (choices !== undefined) return choices;
  return completes === 'key' ? configKeys() : (completes ?? null);
}

/** Source of an option's value; undefined for one without. */
export function valueOf(option: OptionRow): Source | undefined {
  return takesValue(option) ? sourceOf(option.choices, option.completes) : undefined;
}

/** Every flag that a value follows, of any command. */
export function valueFlags(): readonly string[] {
  const all = places().flatMap(({ options }) => options.filter(takesValue).map(longFlag));
  return [...new Set(all)].toSorted();
}

const configKeys = (): readonly string[] => [...new Set(describeConfig().map(({ key }) => key))];

/** Prints the ids of the devices, one a line: nothing when the daemon is away. */
export const DEVICES_LINE = `madoguchi status --json 2>/dev/null | grep -o '"id":"[^"]*"' | cut -d '"' -f 4`;
/** Prints the names of the traces. */
export const TRACES_LINE = `madoguchi trace list --json 2>/dev/null | sed -n 's/.*"names":\\[\\([^]]*\\)\\].*/\\1/p' | tr -d '"' | tr ',' '\\n'`;
