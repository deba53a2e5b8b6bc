/** What a person can do to a running reference centre, one line each. Pure but for the centre it is given. */
import type { ReferenceCentre } from './centre.ts';
import { FLEET_HELP, fleetCommand } from './console-fleet.ts';
import type { Fleet } from './fleet.ts';
import { parseMoment, type CentreClock } from './clock.ts';
import { DOCUMENT_FAULTS, INCIDENTS, OPERATIONS, type AnswerFault, type CentreOperation } from './faults.ts';

export interface ConsoleParts {
  readonly centre: ReferenceCentre;
  readonly clock: CentreClock;
  /** Closed days and expected sets, where the host has them. */
  readonly fleet?: Fleet;
}

const HELP = `now [2025-06-10 | 2025-06-10T22:59:00 | …+09:00]   show or set the centre's time (Tokyo without an offset)
step SECONDS                                       let it jump
fault NAME                                         the next application goes wrong: ${[...DOCUMENT_FAULTS, ...INCIDENTS].join(' ')}
line KIND OPERATION [SECONDS | REASON]             the next answer goes wrong: silent late unreachable garbled oversized truncated refuse
                                                   operations: ${OPERATIONS.join(' ')}
armed, disarm                                      faults that wait; forget them
revoke CN                                          the certificate of this card is not good any more
commits                                            what the kiosks reported
${FLEET_HELP}`;

/** Does what a line says; returns what to show. */
export function command(line: string, { centre, clock, fleet }: ConsoleParts): string {
  const words = line.trim().split(/\s+/);
  const [verb = '', first = '', second = '', third = ''] = words;
  switch (verb) {
    case 'now':
      return setClock(first, clock);
    case 'step': {
      const by_s = Number(first);
      if (first === '' || !Number.isFinite(by_s)) return `"${first}" is no number of seconds`;
      clock.step(by_s * 1000);
      return tokyoText(clock);
    }
    case 'fault':
      return armFault(first, centre);
    case 'line':
      return armLine(first, second, third, centre);
    case 'armed':
      return `${centre.faults.armed()} armed`;
    case 'disarm':
      centre.faults.disarm();
      return 'nothing is armed';
    case 'revoke':
      centre.revoke(first);
      return `${first} is revoked`;
    case 'commits':
      return centre.commits.map(({ kioskId, point }) => `${kioskId} ${point}`).join('\n') || 'none';
    case '':
      return '';
    default:
      return (fleet && fleetCommand(words, fleet)) ?? HELP;
  }
}

const tokyoText = (clock: CentreClock): string =>
  `${new Date(clock.now_epoch_ms() + 32_400_000).toISOString().slice(0, 19)}+09:00`;

function setClock(text: string, clock: CentreClock): string {
  const moment = text === '' ? clock.now_epoch_ms() : parseMoment(text);
  if (moment === null) return `"${text}" is no time; write 2025-06-10T22:59:00`;
  if (text !== '') clock.set(moment);
  return tokyoText(clock);
}

function armFault(name: string, { faults }: ReferenceCentre): string {
  const document = DOCUMENT_FAULTS.find((fault) => fault === name);
  const incident = INCIDENTS.find((fault) => fault === name);
  if (document) faults.arm({ at: 'apply', document });
  else if (incident) faults.arm({ at: 'apply', incident });
  else return `there is no fault "${name}"; there are: ${[...DOCUMENT_FAULTS, ...INCIDENTS].join(' ')}`;
  return `${name} is armed`;
}

function armLine(kind: string, operation: string, detail: string, { faults }: ReferenceCentre): string {
  const at: CentreOperation | undefined = OPERATIONS.find((known) => known === operation);
  const answer = answerFault(kind, detail);
  if (at === undefined) return `there is no operation "${operation}"; there are: ${OPERATIONS.join(' ')}`;
  if (answer === null) return `there is no line fault "${kind}", or what it needs is missing`;
  faults.arm({ at, answer });
  return `${kind} at ${at} is armed`;
}

function answerFault(kind: string, detail: string): AnswerFault | null {
  switch (kind) {
    case 'silent':
    case 'unreachable':
    case 'garbled':
    case 'oversized':
    case 'truncated':
      return { kind };
    case 'late': {
      const by_s = Number(detail);
      return detail === '' || Number.isNaN(by_s) ? null : { kind, by_ms: by_s * 1000 };
    }
    case 'refuse':
      return detail === '' ? null : { kind, reason: detail, scope: 'session' };
    default:
      return null;
  }
}
