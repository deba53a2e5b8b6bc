/** Draws the statechart as Mermaid: `fsm/session.mmd`, checked current by a test. */
import { writeFileSync } from 'node:fs';
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { UNSET_DELAYS } from '../../fsm/delays.ts';
import { createSessionMachine } from '../../fsm/session.ts';
import type { GeneratedFile } from '../generate.ts';

/** Name of a state in the drawing: its path, because keys such as `calm` stand in many places. */
const nameOf = (node: AnyStateNode): string => node.path.join('_');

const childrenOf = (node: AnyStateNode): readonly AnyStateNode[] => Object.values(node.states);

/** The waiting and the warning of a screen are drawn as one box: they are the same everywhere. */
const isPatience = (node: AnyStateNode): boolean =>
  childrenOf(node).length > 0 && childrenOf(node).every((child) => child.key === 'calm' || child.key === 'warning');

function guardName(guard: AnyTransitionDefinition['guard']): string {
  if (typeof guard === 'string') return ` [${guard}]`;
  if (typeof guard === 'object') return ` [${guard.type}]`;
  if (typeof guard === 'function' && 'guards' in guard && Array.isArray(guard.guards)) {
    return ` [${guard.guards.join(' and ')}]`;
  }
  return '';
}

/** `citizen.agree`, `after citizen_reads_ms`, `always [allLeavesOut]`. */
function labelOf(transition: AnyTransitionDefinition): string {
  const timer = /^xstate\.after\.([a-z_]+)\./.exec(transition.eventType);
  const event = timer ? `after ${timer[1]}` : transition.eventType || 'always';
  return `${event}${guardName(transition.guard)}`;
}

function transitionsOf(node: AnyStateNode): readonly AnyTransitionDefinition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

/** The state that is drawn for this one. */
function drawn(node: AnyStateNode): AnyStateNode {
  return node.parent && isPatience(node.parent) ? node.parent : node;
}

function ancestors(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent ? [...ancestors(node.parent), node] : [node];
}

interface Edge {
  /** The composite in which the arrow is drawn. */
  readonly within: AnyStateNode;
  readonly from: AnyStateNode;
  readonly to: AnyStateNode;
  readonly label: string;
}

/**
 * Mermaid draws no arrow from inside one composite into another, so both ends are lifted to where they are neighbours; the
 * label then names the states that are really meant.
 */
function edgeOf(source: AnyStateNode, target: AnyStateNode, transition: AnyTransitionDefinition): Edge | null {
  const from = drawn(source);
  const to = drawn(target);
  if (from === to) return null;
  const up = ancestors(from);
  const down = ancestors(to);
  let depth = 0;
  while (up[depth] !== undefined && up[depth] === down[depth]) depth += 1;
  // A state and its own ancestor or descendant: the arrow is drawn inside the outer one.
  const shared = up[depth] === undefined || down[depth] === undefined ? depth - 2 : depth - 1;
  const within = up[Math.max(0, shared)]!;
  const fromDrawn = up[shared + 1]!;
  const toDrawn = down[shared + 1]!;
  const head = fromDrawn === from ? '' : `${from.key} `;
  const tail = toDrawn === to ? '' : ` → ${to.key}`;
  if (fromDrawn === toDrawn) {
    // Inside of one composite already: it is drawn there as a note of the arrow's own end.
    return { within: fromDrawn.parent ?? within, from: fromDrawn, to: toDrawn, label: `${labelOf(transition)}${tail}` };
  }
  return { within, from: fromDrawn, to: toDrawn, label: `${head}${labelOf(transition)}${tail}` };
}

function allNodes(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...childrenOf(node).flatMap(allNodes)];
}

function draw(node: AnyStateNode, edges: readonly Edge[], indent: string): readonly string[] {
  const lines: string[] = [];
  for (const child of childrenOf(node)) {
    if (childrenOf(child).length === 0 || isPatience(child)) {
      lines.push(`${indent}state "${child.key}" as ${nameOf(child)}`);
      continue;
    }
    lines.push(
      `${indent}state "${child.key}" as ${nameOf(child)} {`,
      ...draw(child, edges, `${indent}  `),
      `${indent}}`,
    );
  }
  const initial = node.type === 'compound' ? node.initial.target[0] : undefined;
  if (initial) lines.push(`${indent}[*] --> ${nameOf(initial)}`);
  const grouped = new Map<string, string[]>();
  for (const edge of edges.filter((candidate) => candidate.within === node)) {
    const arrow = `${nameOf(edge.from)} --> ${nameOf(edge.to)}`;
    grouped.set(arrow, [...(grouped.get(arrow) ?? []), edge.label]);
  }
  for (const [arrow, labels] of grouped) lines.push(`${indent}${arrow}: ${[...new Set(labels)].join('\\n')}`);
  return lines;
}

/** The drawing of the whole machine, region by region. */
export function mermaid(): string {
  const { root } = createSessionMachine(UNSET_DELAYS);
  const edges = allNodes(root).flatMap((node) =>
    transitionsOf(node).flatMap((transition) =>
      (transition.target ?? []).flatMap((target) => edgeOf(node, target, transition) ?? []),
    ),
  );
  const head = [
    '%% Generated by npm run generate from fsm/session.ts: do not edit.',
    'stateDiagram-v2',
    '  direction TB',
  ];
  return `${[...head, ...draw(root, edges, '  ')].join('\n')}\n`;
}

export function generate(): readonly GeneratedFile[] {
  return [{ path: 'fsm/session.mmd', text: mermaid() }];
}

if (import.meta.main) {
  for (const { path, text } of generate()) writeFileSync(new URL(`../../${path}`, import.meta.url), text);
}
