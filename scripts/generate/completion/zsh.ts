/** zsh: `_arguments`, a function a place. */
import { longFlag } from '../../../src/cli/table/row.ts';
import { DEVICES_LINE, places, TRACES_LINE, valueOf, type Place, type Source } from './rows.ts';

/** A text inside single quotes and inside the colons and brackets of `_arguments`. */
const told = (text: string): string => text.replaceAll("'", "'\\''").replace(/[:[\]]/g, '\\$&');

const nameOf = (path: string): string => `_madoguchi${path === '' ? '' : `_${path.replaceAll(/[ -]/g, '_')}`}`;

export function zshCompletion(): string {
  return `#compdef madoguchi
# zsh completion of madoguchi. Made by scripts/generate/completion.ts: do not edit.

_madoguchi_devices() { local -a found; found=(\${(f)"$(${DEVICES_LINE})"}); compadd -a found }
_madoguchi_traces() { local -a found; found=(\${(f)"$(${TRACES_LINE})"}); compadd -a found }

${places().map(functionOf).join('\n\n')}

if [ "$funcstack[1]" = "_madoguchi" ]; then
  _madoguchi "$@"
else
  compdef _madoguchi madoguchi
fi
`;
}

function functionOf({ path, children, options, arguments: known }: Place): string {
  const flags = options.map((option) => {
    const source = valueOf(option);
    const value = source === undefined ? '' : `:${longFlag(option).slice(2)}:${offer(source)}`;
    const many = option.many === true ? '*' : '';
    return `    '${many}${longFlag(option)}[${told(option.about.en)}]${value}'`;
  });
  if (children.length === 0) {
    const rest = known.map(({ source, many }, index) => `    '${many ? '*' : index + 1}:argument:${offer(source)}'`);
    return `${nameOf(path)}() {\n  _arguments \\\n${[...flags, ...rest].join(' \\\n')}\n}`;
  }
  const words = children.map(({ word, about }) => `    '${told(word)}:${told(about)}'`);
  const cases = children.map(({ word }) => `      ${word}) ${nameOf(path === '' ? word : `${path} ${word}`)} ;;`);
  const first = known[0] === undefined ? '' : `\n      ${fallback(known[0].source)}`;
  return `${nameOf(path)}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${words.join('\n')}
  )
  _arguments -C \\
${flags.join(' \\\n')} \\
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command)
      _describe command commands${first}
      ;;
    rest)
      case $line[1] in
${cases.map((line) => `  ${line}`).join('\n')}
      esac
      ;;
  esac
}`;
}

function offer(source: Source): string {
  if (source === null) return '';
  if (source === 'device') return '_madoguchi_devices';
  if (source === 'trace') return '_madoguchi_traces';
  if (source === 'folder') return '_files -/';
  if (typeof source === 'string') return '_files';
  return `(${source.join(' ')})`;
}

function fallback(source: Source): string {
  return source !== null && typeof source !== 'string' ? `compadd ${source.join(' ')}` : offer(source) || ':';
}
