/** Why a session ends, and what the citizen is told. The first reason stands. */
import { assign } from 'xstate';
import { base } from '../base.ts';
import type { AnyChartEvent, BackTo, SessionContext } from '../context.ts';
import type { AbandonReason } from '../events.ts';
import { stopping } from '../reasons.ts';
import type { CodeName } from '../../src/base/codes.ts';

/** The code that rides on a fact, where there is one. */
function codeOf(event: AnyChartEvent): CodeName | null {
  return 'code' in event ? event.code : null;
}

interface Asked {
  readonly context: SessionContext;
  readonly event: AnyChartEvent;
}

/** An assignment that the chart gives a parameter. */
function assignWith<Params extends object>(change: (asked: Asked, params: Params) => Partial<SessionContext>) {
  return assign<SessionContext, AnyChartEvent, Params, AnyChartEvent, never>(change);
}

export const leaving = {
  /** Ends the session; `code` null = the citizen needs no telling. */
  leave: assignWith(({ context }, params: { readonly reason: AbandonReason; readonly code?: CodeName }) => ({
    reason: context.reason ?? params.reason,
    code: params.code ?? null,
    tell: params.code !== undefined,
    about: null,
  })),
  /** Ends the session with the code of the fact. */
  leaveWithCode: assignWith(({ context, event }, params: { readonly reason: AbandonReason }) => {
    const code = codeOf(event);
    const { municipalityId = context.municipalityId } = event.type === 'centre.refused' ? event : context;
    return { reason: context.reason ?? params.reason, code, tell: code !== null, about: null, municipalityId };
  }),
  /** Ends the session with the first reason against the service. */
  leaveClosed: base.assign(({ context, event }) => {
    const reasons = event.type === 'service.reasons' ? event.reasons : (context.reasons ?? []);
    const code = stopping(reasons)[0] ?? reasons[0] ?? 'closedNow';
    return { reason: context.reason ?? 'service', code, tell: true, about: null };
  }),
  /** A message on the screen that comes next; the session goes on. */
  say: assignWith((_, params: { readonly code: CodeName }) => ({ code: params.code })),
  sayCode: base.assign(({ event }) => ({ code: codeOf(event) })),
  /** A message on a screen of its own, which leads back. */
  advise: assignWith(({ context, event }, params: { readonly backTo: BackTo; readonly code?: CodeName }) => ({
    code: params.code ?? codeOf(event),
    backTo: params.backTo,
    about: null,
    sets_max: event.type === 'centre.refused' ? (event.sets_max ?? context.sets_max) : context.sets_max,
  })),
  /** Says why a type is not to be had: the one that was asked about, or that was chosen before the PIN (R66, R42–R51). */
  explainType: base.assign(({ context, event }) => {
    const typeId = event.type === 'citizen.askWhy' ? event.typeId : context.draft?.typeId;
    const told = context.withheld.find((type) => type.typeId === typeId && type.code !== 'catalogueDiffers');
    return { code: told?.code ?? 'typeNotOffered', backTo: 'certificate' as const, about: typeId ?? null };
  }),
};
