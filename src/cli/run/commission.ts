/** `commission`: the steps, one after the other or one alone. */
import { COMMISSION_STEPS, type CommissionStep } from '../../api/methods/commission.ts';
import type { Call, Run } from '../call.ts';
import { EXIT } from '../exit.ts';
import type { Text } from '../text.ts';
import { devicesStep } from './commission-devices.ts';
import { identityStep } from './commission-identity.ts';
import { moneyStep, paperStep, soundStep } from './commission-rest.ts';
import { Talk, type StepOutcome, type StepReport } from './commission-talk.ts';

const OUTCOMES: Readonly<Record<StepOutcome, Text>> = {
  written: { en: 'written', ja: '書き込みました' },
  unchanged: { en: 'nothing to change', ja: '変更なし' },
  declined: { en: 'not written', ja: '書き込みませんでした' },
  waiting: { en: 'not complete yet', ja: '未完了' },
  done: { en: 'done', ja: '完了' },
};

function stepsOf(call: Call): readonly CommissionStep[] {
  const told = call.option('step');
  if (told !== undefined) return COMMISSION_STEPS.filter((step) => step === told);
  return call.option('swap') === undefined ? COMMISSION_STEPS : ['devices'];
}

function perform(call: Call, talk: Talk, step: CommissionStep): Promise<StepReport> {
  switch (step) {
    case 'devices':
    case 'printer':
      return devicesStep(call, talk, step, call.option('swap') ?? null);
    case 'identity':
      return identityStep(call, talk);
    case 'money':
      return moneyStep(call, talk);
    case 'paper':
      return paperStep(call, talk);
    case 'sound':
      return soundStep(call, talk);
  }
}

export const commission: Run = async (call) => {
  const talk = new Talk(call);
  const reports: StepReport[] = [];
  try {
    for (const step of stepsOf(call)) {
      talk.say(call.terminal.tint('strong', `── ${step}`));
      const report = await perform(call, talk, step);
      reports.push(report);
      talk.say(call.text(OUTCOMES[report.outcome]));
      // Without devices nothing of the rest can be tried.
      if (step === 'devices' && report.outcome === 'declined') break;
    }
  } finally {
    talk.end();
  }
  if (reports.some(({ outcome }) => outcome === 'waiting')) call.exit = EXIT.unhealthy;
  call.answer({ steps: reports }, ({ steps }) => render(call, steps));
};

function render(call: Call, reports: readonly StepReport[]): string {
  const lines = reports.flatMap(({ step, outcome, next }) => [
    `${step}: ${call.text(OUTCOMES[outcome])}`,
    ...next.map((line) => `    → ${line}`),
  ]);
  return `${lines.join('\n')}\n`;
}
