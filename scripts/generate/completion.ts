/** Completions for bash, zsh and fish, from the table of commands. */
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { zshCompletion } from './completion/zsh.ts';

export function generate(): { path: string; text: string }[] {
  return [
    { path: 'docs/completion/madoguchi.bash', text: bashCompletion() },
    { path: 'docs/completion/madoguchi.zsh', text: zshCompletion() },
    { path: 'docs/completion/madoguchi.fish', text: fishCompletion() },
  ];
}
