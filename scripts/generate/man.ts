/** Man pages: madoguchi(1) in English and Japanese from the table of commands, madoguchid(8), madoguchi-sim(1), and madoguchi.toml(5) in both from the schema. */
import { configPage } from './man/config-page.ts';
import { daemonPage } from './man/daemon-page.ts';
import { programPage } from './man/program-page.ts';
import { simPage } from './man/sim-page.ts';

export function generate(): { path: string; text: string }[] {
  return [
    { path: 'docs/man/madoguchi.1', text: programPage('en') },
    { path: 'docs/man/ja/madoguchi.1', text: programPage('ja') },
    { path: 'docs/man/madoguchid.8', text: daemonPage() },
    { path: 'docs/man/madoguchi-sim.1', text: simPage() },
    { path: 'docs/man/madoguchi.toml.5', text: configPage('en') },
    { path: 'docs/man/ja/madoguchi.toml.5', text: configPage('ja') },
  ];
}
