/** bash: `complete -F`. */
import { longFlag } from '../../../src/cli/table/row.ts';
import { DEVICES_LINE, places, TRACES_LINE, valueFlags, valueOf, type Source } from './rows.ts';

export function bashCompletion(): string {
  const all = places();
  const children = all
    .filter((place) => place.children.length > 0)
    .map(({ path, children: below }) => `    '${path}') echo '${below.map(({ word }) => word).join(' ')}' ;;`);
  const options = all.map(({ path, options: known }) => `    '${path}') echo '${known.map(longFlag).join(' ')}' ;;`);
  const values = all.flatMap(({ path, options: known }) =>
    known.flatMap((option) => {
      const source = valueOf(option);
      return source === undefined ? [] : [`    '${path} ${longFlag(option)}') echo '${word(source)}' ;;`];
    }),
  );
  const given = all.flatMap(({ path, arguments: known }) =>
    known.map(({ source, many }, index) => `    '${path}|'${many ? '*' : index}) echo '${word(source)}' ;;`),
  );
  return `# bash completion of madoguchi. Made by scripts/generate/completion.ts: do not edit.

_madoguchi_children() {
  case "$1" in
${children.join('\n')}
  esac
}

_madoguchi_options() {
  case "$1" in
${options.join('\n')}
  esac
}

# What stands behind an option: words, or :device, :file, :folder, :trace.
_madoguchi_value() {
  case "$1" in
${values.join('\n')}
  esac
}

_madoguchi_argument() {
  case "$1" in
${given.join('\n')}
  esac
}

${program()}`;
}

/** What reads the words typed so far and offers the next ones; the same whatever the table holds. */
function program(): string {
  return `_madoguchi_devices() { ${DEVICES_LINE}; }
_madoguchi_traces() { ${TRACES_LINE}; }

_madoguchi_offer() {
  case "$1" in
    :device) COMPREPLY=($(compgen -W "$(_madoguchi_devices)" -- "$2")) ;;
    :trace) COMPREPLY=($(compgen -W "$(_madoguchi_traces)" -- "$2")) ;;
    :folder) COMPREPLY=($(compgen -d -- "$2")) ;;
    :file) COMPREPLY=($(compgen -f -- "$2")) ;;
    :none) COMPREPLY=() ;;
    *) COMPREPLY=($(compgen -W "$1" -- "$2")) ;;
  esac
}

_madoguchi() {
  local word path='' count=0 index=1 current="\${COMP_WORDS[COMP_CWORD]}" before=''
  COMPREPLY=()
  while [ "$index" -lt "$COMP_CWORD" ]; do
    word="\${COMP_WORDS[index]}"
    before=''
    case "$word" in
      ${valueFlags().join('|')}) before="$word"; index=$((index + 1)) ;;
      -*) ;;
      *)
        if [[ $count -eq 0 && " $(_madoguchi_children "$path") " == *" $word "* ]]; then
          path="\${path:+$path }$word"
        else
          count=$((count + 1))
        fi
        ;;
    esac
    index=$((index + 1))
  done
  if [ "$index" -gt "$COMP_CWORD" ] && [ -n "$before" ]; then
    _madoguchi_offer "$(_madoguchi_value "$path $before")" "$current"
    return
  fi
  case "$current" in
    -*) _madoguchi_offer "$(_madoguchi_options "$path")" "$current" ;;
    *)
      local offered argument
      argument="$(_madoguchi_argument "$path|$count")"
      [ "$count" -eq 0 ] && offered="$(_madoguchi_children "$path")"
      case "$argument" in
        :*)
          _madoguchi_offer "$argument" "$current"
          [ -n "$offered" ] && COMPREPLY+=($(compgen -W "$offered" -- "$current"))
          ;;
        *) _madoguchi_offer "$offered $argument" "$current" ;;
      esac
      ;;
  esac
}

complete -F _madoguchi madoguchi
`;
}

function word(source: Source): string {
  if (source === null) return ':none';
  return typeof source === 'string' ? `:${source}` : source.join(' ');
}
