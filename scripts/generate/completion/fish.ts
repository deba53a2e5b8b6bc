/** fish: one `complete` a word, with a condition that says where it may stand. */
import { longFlag } from '../../../src/cli/table/row.ts';
import { DEVICES_LINE, places, TRACES_LINE, valueFlags, valueOf, type Place, type Source } from './rows.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function fishCompletion(): string {
  const all = places();
  const groups = all
    .filter(({ children }) => children.length > 0)
    .map(
      ({ path, children }) =>
        `        case ${quoted(path)}\n            echo ${children.map(({ word }) => word).join(' ')}`,
    );
  return `# fish completion of madoguchi. Made by scripts/generate/completion.ts: do not edit.

function __madoguchi_children
    switch "$argv"
${groups.join('\n')}
    end
end

# Words of the command that stand there already, without options and their values; a second line counts its arguments.
function __madoguchi_path
    set -l path
    set -l count 0
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch $word
            case ${valueFlags().join(' ')}
                set skip 1
            case '-*'
                continue
            case '*'
                if test $count -eq 0; and contains -- $word (string split ' ' -- (__madoguchi_children $path))
                    set -a path $word
                else
                    set count (math $count + 1)
                end
        end
    end
    echo "$path"
    echo $count
end

function __madoguchi_at
    set -l found (__madoguchi_path)
    test "$found[1]" = "$argv[1]"; and begin
        test (count $argv) -eq 1; or test "$found[2]" -ge "$argv[2]" -a "$found[2]" -le "$argv[3]"
    end
end

function __madoguchi_devices
    ${DEVICES_LINE}
end

function __madoguchi_traces
    ${TRACES_LINE}
end

complete -c madoguchi -f
${all.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, children, options, arguments: known }: Place): readonly string[] {
  const at = (more = ''): string => `-n ${quoted(`__madoguchi_at "${path}"${more}`)}`;
  return [
    ...children.map(({ word, about }) => `complete -c madoguchi ${at(' 0 0')} -a ${word} -d ${quoted(about)}`),
    ...options.map((option) => {
      const source = valueOf(option);
      const value = source === undefined ? '' : ` -r${offer(source)}`;
      const flag = longFlag(option).slice(2);
      return `complete -c madoguchi ${at()} -l ${flag}${value} -d ${quoted(option.about.en)}`;
    }),
    ...known.flatMap(({ source, many }, index) =>
      source === null ? [] : [`complete -c madoguchi ${at(` ${index} ${many ? 99 : index}`)}${offer(source)}`],
    ),
  ];
}

function offer(source: Source): string {
  if (source === null) return '';
  if (source === 'device') return " -a '(__madoguchi_devices)'";
  if (source === 'trace') return " -a '(__madoguchi_traces)'";
  if (source === 'folder') return " -a '(__fish_complete_directories)'";
  if (typeof source === 'string') return ' -F';
  return ` -a ${quoted(source.join(' '))}`;
}
